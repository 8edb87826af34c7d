using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.PublishedKeys;
using OpenClaw.Tenancy.Claims;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Publishes the keys that others verify this host's tokens with.</summary>
public static class TenancyKeysEndpointRouteBuilderExtensions
{
    /// <summary>Where a key set is published by default.</summary>
    public const string DefaultPattern = "/.well-known/jwks.json";

    /// <summary>Publishes the public keys of one token issuer as a JWK set (RFC 7517). With <see cref="TenancyMode.Disabled"/> nothing is mapped.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="issuer">Whose keys. Default: the host's only token issuer.</param>
    /// <param name="pattern">The route. Default: <see cref="DefaultPattern"/>.</param>
    /// <exception cref="TenancyConfigurationException">There is no such issuer, or there are several and none is named.</exception>
    /// <remarks>SECURITY: one issuer's keys under one route. Whoever holds a key of one issuer could otherwise sign for another.</remarks>
    public static void MapTenancyKeys(this IEndpointRouteBuilder endpoints, string? issuer = null, string pattern = DefaultPattern)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        TenancyOptions options = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        if (options.Mode == TenancyMode.Disabled)
        {
            return;
        }

        var endpoint = new KeySetEndpoint(
            Choose([.. services.GetServices<ITokenKeyPublication>()], issuer),
            options.DependencyTimeout,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore"));
        endpoints.MapGet(pattern, endpoint.ServeAsync).AllowTenantless("public keys, with which others verify this host's tokens");
    }

    private static ITokenKeyPublication Choose(ITokenKeyPublication[] all, string? issuer)
    {
        ITokenKeyPublication[] meant = [.. all.Where(p => issuer is null || string.Equals(p.Issuer, issuer))];
        return meant.Length == 1 ? meant[0] : throw new TenancyConfigurationException([all.Length == 0
            ? "OCT2217: MapTenancyKeys was called, and no issuer of this host has keys to publish. Call AddTokenIssuer(...), or leave MapTenancyKeys out."
            : $"OCT2217: MapTenancyKeys does not say whose keys it publishes. Name exactly one of the host's issuers: MapTenancyKeys(issuer: \"...\"). There are: {string.Join(", ", all.Select(static p => $"'{p.Issuer}'"))}."]);
    }
}
