using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Gives a row that is added without a tenant the tenant of its context.</summary>
/// <param name="asText">Whether the property is a text.</param>
internal sealed class TenantValueGenerator(bool asText) : ValueGenerator
{
    public override bool GeneratesTemporaryValues => false;

    // One context, one tenant: EF Core then takes the value for a foreign key that is part of the primary key, too.
    public override bool GeneratesStableValues => true;

    protected override object? NextValue(EntityEntry entry)
    {
        TenantId tenant = TenantBinding.Of(entry.Context).Tenant;
        return asText ? tenant.ToString() : tenant;
    }
}
