using Microsoft.EntityFrameworkCore.Storage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Tries again what a <see cref="FaultyDatabase"/> refused, as a host's strategy does with a connection that is lost.</summary>
internal sealed class RetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.Zero)
{
    protected override bool ShouldRetryOn(Exception exception) => exception is FaultyDatabase.DatabaseFault or { InnerException: FaultyDatabase.DatabaseFault };
}
