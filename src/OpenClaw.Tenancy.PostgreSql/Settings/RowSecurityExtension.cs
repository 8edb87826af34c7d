using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.PostgreSql.Interception;

namespace OpenClaw.Tenancy.PostgreSql.Settings;

/// <summary>Puts row-level security into EF Core's own services.</summary>
internal sealed class RowSecurityExtension : IDbContextOptionsExtension
{
    internal RowSecurityExtension(RowSecuritySettings settings)
    {
        Settings = settings;
        Info = new ExtensionInfo(this);
    }

    public DbContextOptionsExtensionInfo Info { get; }

    internal RowSecuritySettings Settings { get; }

    internal static RowSecuritySettings Require(DbContext context) =>
        context.GetService<IDbContextOptions>().FindExtension<RowSecurityExtension>()?.Settings ?? throw new TenancyConfigurationException(
            [$"{context.GetType().Name} was configured without row-level security. Call UseTenantRowSecurity on its options, after UseNpgsql and UseTenancy."]);

    // INVARIANT: the settings are read from the options of each context, never from these services: contexts of other settings share them.
    public void ApplyServices(IServiceCollection services)
    {
        services.AddSingleton<ConnectionStringGuard>();
        services.AddScoped<TenantSetting>();
        services.AddScoped<IInterceptor, TenantCommandInterceptor>();
        services.AddScoped<IInterceptor, TenantTransactionInterceptor>();
        services.AddScoped<IInterceptor, TenantSaveInterceptor>();
    }

    public void Validate(IDbContextOptions options)
    {
        if (!options.Extensions.Any(static e => e is RelationalOptionsExtension && e.GetType().Assembly.GetName().Name == "Npgsql.EntityFrameworkCore.PostgreSQL"))
        {
            throw new TenancyConfigurationException(
                ["Row-level security is PostgreSQL's. Configure UseNpgsql on the same options, or leave UseTenantRowSecurity out."]);
        }
    }

    private sealed class ExtensionInfo(RowSecurityExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "using row-level security ";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other.Extension is RowSecurityExtension;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["OpenClaw.Tenancy.PostgreSql"] = "1";
    }
}
