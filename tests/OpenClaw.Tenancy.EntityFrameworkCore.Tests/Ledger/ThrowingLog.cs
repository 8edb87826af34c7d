using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A log that the ledger cannot write.</summary>
internal sealed class ThrowingLog : ILoggerProvider, ILogger
{
    private bool _throws;

    public ILogger CreateLogger(string categoryName) => new ThrowingLog { _throws = categoryName == typeof(EntityAuditLedger).FullName };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_throws)
        {
            throw new InvalidOperationException("The log is full.");
        }
    }

    public void Dispose()
    {
    }
}
