using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Adds the tenancy conventions to those of the provider.</summary>
internal sealed class TenancyConventions(IDbContextOptions options, KnownTenants known) : IConventionSetPlugin
{
    public ConventionSet ModifyConventions(ConventionSet conventionSet)
    {
        TenancyModelSettings settings = options.FindExtension<TenancyOptionsExtension>()!.Settings;
        var converter = new TenantIdConverter(known);

        // First, so that a tenant is a column before EF Core looks for relations.
        conventionSet.EntityTypeAddedConventions.Insert(0, new TenantPropertyConvention(settings, converter));

        // First, so that the convention for shared tables sees the concurrency tokens.
        conventionSet.ModelFinalizingConventions.Insert(0, new TenantShapeConvention(settings, converter));

        // First what is checked, while it still has everything that the host said; last the stamp, on what is used.
        var check = new ModelCheckConvention(settings);
        conventionSet.ModelFinalizedConventions.Insert(0, check);
        conventionSet.ModelFinalizedConventions.Add(new ModelStampConvention(check));
        return conventionSet;
    }
}
