using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Selectors;

/// <summary>Reads what a request's host name, path and header say of the tenant. Whatever is not exactly one tenant id contradicts.</summary>
internal sealed class SelectorReader(IOptions<TenancyHttpOptions> options, TenantDirectory directory)
{
    private readonly string? _header = options.Value.SelectorHeader;
    private readonly string? _routeParameter = options.Value.SelectorRouteParameter;
    private readonly string? _domain = options.Value.SelectorDomain is { } domain ? $".{domain}" : null;

    internal TenantSelection Read(HttpContext context)
    {
        TenantSelection selection = default;
        if (_domain is not null || directory.SelectsByHost)
        {
            selection = AndHost(selection, context.Request.Host.Host.AsSpan().TrimEnd('.').ToString());
        }

        if (_routeParameter is not null && context.Request.RouteValues.TryGetValue(_routeParameter, out object? value))
        {
            selection = selection.And(Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        // Two headers, and a list in one, are no tenant id: neither text is one.
        return _header is not null && context.Request.Headers.TryGetValue(_header, out StringValues header)
            ? selection.And(header.ToString())
            : selection;
    }

    private TenantSelection AndHost(TenantSelection selection, string host)
    {
        if (directory.TryFindHost(host, out TenantEntry? entry))
        {
            return selection.And(entry.Id.ToString());
        }

        return _domain is not null && host.EndsWith(_domain, StringComparison.OrdinalIgnoreCase)
            ? selection.And(host[..^_domain.Length])
            : selection;
    }
}
