using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Secrets;

/// <summary>Every line of every category that the host has not turned off altogether, from Trace on: message, values, scopes and exception.</summary>
public sealed class EverythingLogged : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Lines => _lines;

    public static Action<IServiceCollection> In(EverythingLogged log) => services =>
    {
        services.AddLogging(b => b.AddProvider(log));
        services.PostConfigure<LoggerFilterOptions>(static o =>
        {
            o.MinLevel = LogLevel.Trace;
            for (int i = 0; i < o.Rules.Count; i++)
            {
                LoggerFilterRule rule = o.Rules[i];
                o.Rules[i] = rule.LogLevel == LogLevel.None ? rule : new LoggerFilterRule(rule.ProviderName, rule.CategoryName, LogLevel.Trace, filter: null);
            }
        });
    };

    public ILogger CreateLogger(string categoryName) => new One(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static void Append(StringBuilder line, object? state)
    {
        line.Append('|').Append(state);
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            line.AppendJoin(';', values.Select(static v => $"{v.Key}={v.Value}"));
        }
    }

    private sealed class One(EverythingLogged log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            StringBuilder line = new StringBuilder($"{category} {logLevel} {eventId} ").Append(formatter(state, exception));
            Append(line, state);
            log._scopes.ForEachScope(static (scope, l) => Append(l, scope), line);
            log._lines.Enqueue(line.Append('|').Append(exception).ToString());
        }
    }
}
