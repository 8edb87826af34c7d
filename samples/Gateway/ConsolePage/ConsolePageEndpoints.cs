using System.Collections.Immutable;

namespace OpenClaw.Tenancy.Samples.Gateway.ConsolePage;

/// <summary>What a token shows, to a tenant's members and to operators: a page, its style, its scripts and its icon.</summary>
internal static class ConsolePageEndpoints
{
    private const string Reason = "the page itself holds nothing of a tenant";

    private static readonly ImmutableArray<string> Scripts = ["access", "console", "lists", "live", "page", "sessions", "trail", "usage"];

    internal static void MapConsolePage(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/console", PageFile.Read("console.html", "text/html; charset=utf-8"));
        Map(routes, "/console/console.css", PageFile.Read("console.css", "text/css; charset=utf-8"));
        Map(routes, "/console/console.svg", PageFile.Read("console.svg", "image/svg+xml"));
        foreach (string script in Scripts)
        {
            Map(routes, $"/console/{script}.js", PageFile.Read($"{script}.js", "text/javascript; charset=utf-8"));
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string path, PageFile file) => routes.MapGet(path, () => file).AllowTenantless(Reason);
}
