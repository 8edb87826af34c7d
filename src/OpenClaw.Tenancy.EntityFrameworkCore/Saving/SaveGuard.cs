using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Saving;

/// <summary>Lets a context save nothing but its own tenant's rows.</summary>
internal sealed class SaveGuard(ICurrentDbContext current, IDbContextOptions options, TenantBinding binding)
{
    internal void Check(IList<IUpdateEntry> entries)
    {
        DbContext context = current.Context;
        TenancyModelSettings settings = options.FindExtension<TenancyOptionsExtension>()!.Settings;
        ModelSeal.RequireSound(context.Model, settings);
        if (binding.IsBound && entries.FirstOrDefault(entry => TenantShape.IsShared(entry.EntityType, settings)) is { } shared)
        {
            throw new TenantScopeRequiredException(
                $"{shared.EntityType.DisplayName()} is shared across tenants, and this context acts for one of them. Write it from a context that is bound to no tenant.");
        }

        // The entries that are not saved count too: they lend their keys and tenants to the rows of their parts and dependents.
        foreach (EntityEntry entry in Tracked(context))
        {
            if (TenancyModel.TenantPropertyOf(entry.Metadata) is IProperty property)
            {
                Check(entry, entry.Property(property), binding.Tenant);
            }
        }
    }

    private static void Check(EntityEntry entry, PropertyEntry tenant, TenantId own)
    {
        if (tenant.CurrentValue is null && !tenant.Metadata.IsKey())
        {
            Stamp(tenant, own);
        }

        bool mayTakeOver = tenant.OriginalValue is null && TenantFilter.OwnsUnowned(own);
        if (!IsOwn(tenant.CurrentValue, own) || (entry.State != EntityState.Added && !IsOwn(tenant.OriginalValue, own) && !mayTakeOver))
        {
            throw new TenantMismatchException(
                $"A {entry.Metadata.DisplayName()} that this context tracks is not its tenant's, so nothing was saved. Leave the tenant of a new row unset, and load a row before changing it.");
        }
    }

    // An attached row says nothing of its tenant: it is looked for among the context's own, and a foreign one is not found there.
    private static void Stamp(PropertyEntry tenant, TenantId own)
    {
        object value = tenant.Metadata.ClrType == typeof(string) ? own.ToString() : own;
        tenant.CurrentValue = value;
        if (tenant.EntityEntry.State != EntityState.Added && !TenantFilter.OwnsUnowned(own))
        {
            tenant.OriginalValue = value;
            tenant.IsModified = false;
        }
    }

    private static bool IsOwn(object? value, TenantId own) => value switch
    {
        TenantId id => id == own,
        string text => string.Equals(text, own.ToString(), StringComparison.Ordinal),
        _ => false,
    };

    // Nothing is detected anew: what is looked at is what is about to be saved.
    private static List<EntityEntry> Tracked(DbContext context)
    {
        bool detects = context.ChangeTracker.AutoDetectChangesEnabled;
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. context.ChangeTracker.Entries()];
        }
        finally
        {
            context.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }
}
