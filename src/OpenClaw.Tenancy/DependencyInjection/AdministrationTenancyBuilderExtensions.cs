using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.ApiKeys;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds API keys, and what changes tenants, members and keys, to a host's tenancy.</summary>
public static class AdministrationTenancyBuilderExtensions
{
    /// <summary>Accepts the API keys that the directory knows.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddApiKeys(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddIssuer<ICredentialVerifier>(
            ApiKeyEntry.Issuer,
            static speaks => speaks.ForEveryTenant("a key is its tenant's own record in the directory").AllowPlatform().SubjectsAreUsers(),
            static (services, door) => new ApiKeyVerifier(door, services.GetRequiredService<TenantDirectory>(), services.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Adds <see cref="TenantRegistry"/>, <see cref="TenantMembers"/>, <see cref="TenantApiKeys"/> and <see cref="TenantAudit"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <returns>The builder.</returns>
    /// <remarks>What changes privileges takes a durable ledger, and is refused without one.</remarks>
    public static TenancyBuilder AddAdministration(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(static s => new TenantRegistry(
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<TenantDirectory>(),
            Writer(s),
            new TenantErasure(s.GetRequiredService<TenancyRealm>(), s.GetRequiredService<IServiceScopeFactory>()),
            s.GetRequiredService<IOptions<TenancyOptions>>().Value.MaxTenants));
        services.TryAddSingleton(static s => new TenantMembers(
            s.GetRequiredService<PolicyEngine>(), s.GetRequiredService<TenantDirectory>(), Writer(s), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new TenantApiKeys(
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<TenantDirectory>(),
            Writer(s),
            s.GetRequiredService<TimeProvider>(),
            areAccepted: s.GetServices<IssuerRegistration>().Any(static r => string.Equals(r.Name, ApiKeyEntry.Issuer))));
        services.TryAddSingleton(static s => new TenantAudit(
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<TenantDirectory>(),
            s.GetService<IAuditTrailStore>(),
            s.GetRequiredService<AuditSubjects>(),
            s.GetRequiredService<TimeProvider>()));
        services.TryAddScoped<OwnRecordSource>();
        services.TryAddScoped<IResourceOwnerSource<TenantRecord>>(static s => s.GetRequiredService<OwnRecordSource>());
        services.TryAddScoped<IResourceOwnerSource<TenantMember>>(static s => s.GetRequiredService<OwnRecordSource>());
        services.TryAddScoped<IResourceOwnerSource<ApiKeyEntry>>(static s => s.GetRequiredService<OwnRecordSource>());
        services.TryAddScoped<IResourceOwnerSource<TenantInvitation>>(static s => s.GetRequiredService<OwnRecordSource>());
        return builder;
    }

    private static PatientDirectoryWriter Writer(IServiceProvider services) =>
        new(services.GetRequiredService<IDirectoryWriter>(), services.GetRequiredService<PolicyEngine>().Patience);
}
