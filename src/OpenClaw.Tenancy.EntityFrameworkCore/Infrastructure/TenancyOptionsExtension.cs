using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;
using OpenClaw.Tenancy.EntityFrameworkCore.Commands;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;
using OpenClaw.Tenancy.EntityFrameworkCore.Saving;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;

/// <summary>Puts tenancy into EF Core's own services.</summary>
internal sealed class TenancyOptionsExtension : IDbContextOptionsExtension
{
    internal TenancyOptionsExtension(TenancyModelSettings settings)
    {
        Settings = settings;
        Info = new Description(this);
    }

    public DbContextOptionsExtensionInfo Info { get; }

    internal TenancyModelSettings Settings { get; }

    public void ApplyServices(IServiceCollection services)
    {
        services.AddSingleton<KnownTenants>();
        services.AddScoped<TenantBinding>();
        services.AddScoped<IResettableService>(static sp => sp.GetRequiredService<TenantBinding>());
        services.AddScoped<IConventionSetPlugin, TenancyConventions>();

        // Scoped, and not singletons: EF Core never calls a query interceptor that is registered as a singleton.
        services.AddScoped<IInterceptor, TenantQueryInterceptor>();
        services.AddScoped<IInterceptors, OrderedInterceptors>();
        services.AddScoped<IInterceptor, RawSqlInterceptor>();

        // The last point before SQL.
        services.AddScoped<SaveGuard>();
        services.AddScoped<QueryFindings>();
        services.AddScoped<IDatabase, TenantDatabase>();
    }

    public void Validate(IDbContextOptions options)
    {
        if (options.FindExtension<CoreOptionsExtension>()?.InternalServiceProvider is not null)
        {
            throw new TenancyConfigurationException(
                ["UseTenancy works inside EF Core's own services, which UseInternalServiceProvider replaces. Leave UseInternalServiceProvider out."]);
        }

        if (!options.Extensions.OfType<RelationalOptionsExtension>().Any())
        {
            throw new TenancyConfigurationException(
                ["UseTenancy needs a relational database. Configure one, such as UseSqlite or UseNpgsql, on the same options."]);
        }
    }

    private sealed class Description(TenancyOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "using tenancy ";

        public override int GetServiceProviderHashCode() => extension.Settings.GetHashCode();

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
            other.Extension is TenancyOptionsExtension same && same.Settings.Equals(extension.Settings);

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) =>
            debugInfo["OpenClaw.Tenancy"] = extension.Settings.GetHashCode().ToString(CultureInfo.InvariantCulture);
    }
}
