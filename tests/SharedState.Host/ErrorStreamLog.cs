using Microsoft.Extensions.Logging;

namespace SharedState.Host;

/// <summary>Writes each event's number and text to the error stream, where a failing test shows it.</summary>
internal sealed class ErrorStreamLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.Error.WriteLine($"{eventId.Id} {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
