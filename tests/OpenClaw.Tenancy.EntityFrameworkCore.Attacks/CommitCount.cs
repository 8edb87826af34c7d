using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Counts commits.</summary>
public sealed class CommitCount : DbTransactionInterceptor
{
    private int _commits;

    public int Take() => Interlocked.Exchange(ref _commits, 0);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commits);
        return Task.CompletedTask;
    }
}
