using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>The numbers of the events that were logged.</summary>
public sealed class EventNumbers : ILoggerProvider, ILogger
{
    public ConcurrentQueue<int> Events { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Enqueue(eventId.Id);

    public void Dispose()
    {
    }
}
