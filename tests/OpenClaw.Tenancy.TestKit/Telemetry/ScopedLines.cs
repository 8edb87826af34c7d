using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.TestKit.Telemetry;

/// <summary>A logger that keeps each line, and what the scopes around it say of tenants.</summary>
public sealed class ScopedLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<ScopedLine> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<ScopedLine> Lines => [.. _lines];

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLines owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var tenants = new List<string>();
            owner._scopes.ForEachScope(
                static (scope, found) =>
                {
                    foreach (KeyValuePair<string, object?> pair in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        if (pair.Key == "tenant.id")
                        {
                            found.Add((string)pair.Value!);
                        }
                    }
                },
                tenants);
            owner._lines.Enqueue(new ScopedLine(formatter(state, exception), tenants));
        }
    }
}
