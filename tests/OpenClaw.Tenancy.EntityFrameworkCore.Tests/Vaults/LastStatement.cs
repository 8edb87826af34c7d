using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Vaults;

/// <summary>Does something once a statement that changes secrets or keys was executed.</summary>
internal sealed class LastStatement(Action then) : DbCommandInterceptor
{
    public bool IsOn { get; set; }

    public bool WasSeen { get; private set; }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (IsOn && command.CommandText.Contains("tenancy_secret", StringComparison.Ordinal) && result == 1)
        {
            WasSeen = true;
            then();
        }

        return base.NonQueryExecutedAsync(command, eventData, result, cancellationToken);
    }
}
