using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>Everything that a host logs, with whatever it was logged with.</summary>
public sealed class LogList : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
