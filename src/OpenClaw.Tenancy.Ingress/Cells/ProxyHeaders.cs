using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>The headers by which a gateway with <see cref="CellAuth.TrustedProxy"/> knows the ingress and the caller. All of them are made here.</summary>
internal static class ProxyHeaders
{
    internal const string Scopes = "x-openclaw-scopes";

    // SECURITY: the scopes are always there. Left out they would be the gateway's default, which is the admin's.
    internal static IEnumerable<KeyValuePair<string, string>> Of(CellOptions options, VerifiedTenantClaim claim, HttpContext context) =>
    [
        .. options.Headers,
        new(options.UserHeader, CallerText.NameOf(claim)),
        new(Scopes, string.Join(',', CallerText.ScopesOf(claim, options))),
        new("X-Forwarded-For", options.ClientAddress ?? Text(context.Connection.RemoteIpAddress)),
        new("X-Forwarded-Proto", context.Request.IsHttps ? "https" : "http"),
        new("X-Forwarded-Host", Host(context)),
    ];

    private static string Text(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None).ToString();

    // The name that the client wrote is no more than its wish; where it is none, the ingress has a name of its own.
    private static string Host(HttpContext context) => Uri.CheckHostName(context.Request.Host.Host) is UriHostNameType.Unknown ? "ingress" : context.Request.Host.Host;
}
