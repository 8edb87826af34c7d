using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.PostgreSql.Interception;

/// <summary>Makes every save run in a transaction, which is what carries the tenant setting.</summary>
internal sealed class TenantSaveInterceptor(TenantSetting setting) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Require(eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Require(eventData);
        return new(result);
    }

    private void Require(DbContextEventData eventData)
    {
        // Also inside a transaction that was told its tenant long ago: the claim may have ended since.
        setting.RequireLife();
        eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }
}
