using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore;
using OpenClaw.Tenancy.AspNetCore.Authorization;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Principals;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.AspNetCore.Selectors;
using OpenClaw.Tenancy.AspNetCore.Startup;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Posture;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds what ASP.NET Core hosts need to a host's tenancy.</summary>
public static class TenancyAspNetCoreBuilderExtensions
{
    /// <summary>Adds what <c>app.UseTenancy()</c> needs, and the checks that refuse a start without it. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Says where requests may select a tenant.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddAspNetCore(this TenancyBuilder builder, Action<TenancyHttpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<TenancyHttpOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyHttpOptions>, TenancyHttpOptionsValidator>());
        services.TryAddSingleton<PipelineRecord>();
        services.TryAddSingleton<EndpointPlans>();
        services.TryAddSingleton<SelectorReader>();
        services.TryAddSingleton<CredentialReader>();
        services.TryAddSingleton(static s => new RefusalTrail(s.GetRequiredService<IAuditLedger>(), s.GetRequiredService<EndpointPlans>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new RequestLimits(
            s.GetRequiredService<TenantLimits>(), s.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new TenantLimits(
            s.GetService<IRequestLimiter>(),
            s.GetService<IUsageQuotas>(),
            s.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<RefusalTrail>(),
            s.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore")));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, UndeclaredEndpointPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, TenancyStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, EndpointPosture>());
        services.TryAddEnumerable(ServiceDescriptor.Scoped<IAuthorizationHandler, TenantScopeHandler>());
        return builder;
    }

    /// <summary>Accepts principals that the host's own authentication made, when one issuer vouches for their tenant.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="issuer">The issuer, exactly as it stands in the principal's claims (<see cref="System.Security.Claims.Claim.Issuer"/>).</param>
    /// <param name="tenantClaim">The claim that names the tenant.</param>
    /// <param name="roleClaim">The claims that name the holder's roles there: owner, admin, member, readonly. Default: none.</param>
    /// <param name="tenants">The tenants that it may speak for, besides those whose directory entry names it. Default: none.</param>
    /// <param name="configure">Sets the other claims.</param>
    /// <param name="speaks">Sets maps, lifetimes and the platform right. The longest life is a day here, because the host's own authentication decides on it.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddPrincipalIssuer(
        this TenancyBuilder builder,
        string issuer,
        string tenantClaim,
        string? roleClaim = null,
        IEnumerable<string>? tenants = null,
        Action<PrincipalIssuerOptions>? configure = null,
        Action<TenantIssuerOptions>? speaks = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(tenantClaim);
        var options = new PrincipalIssuerOptions { TenantClaim = tenantClaim, RoleClaim = roleClaim };
        configure?.Invoke(options);
        builder.AddAspNetCore().AddIssuer(
            issuer,
            o =>
            {
                o.MaxLifetime = TimeSpan.FromDays(1);
                o.ForTenants([.. tenants ?? []]);
                speaks?.Invoke(o);
            },
            (services, door) => new PrincipalIssuer(door, options, services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
