using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>The events that were logged: their numbers and texts.</summary>
internal sealed class EventLog : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<(int Id, string Text)> Events { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Events.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
