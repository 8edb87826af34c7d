using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What the operator reads: the number of each event and its text.</summary>
internal sealed class OperatorLog : ILoggerFactory, ILogger
{
    internal List<(int Id, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
