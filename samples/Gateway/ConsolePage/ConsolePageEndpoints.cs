namespace OpenClaw.Tenancy.Samples.Gateway.ConsolePage;

/// <summary>The operator's view of trails: a page, its style, its script and its icon.</summary>
internal static class ConsolePageEndpoints
{
    private const string Reason = "the page itself holds nothing of a tenant";

    internal static void MapConsolePage(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/console", PageFile.Read("console.html", "text/html; charset=utf-8"));
        Map(routes, "/console/console.css", PageFile.Read("console.css", "text/css; charset=utf-8"));
        Map(routes, "/console/console.js", PageFile.Read("console.js", "text/javascript; charset=utf-8"));
        Map(routes, "/console/console.svg", PageFile.Read("console.svg", "image/svg+xml"));
    }

    private static void Map(IEndpointRouteBuilder routes, string path, PageFile file) => routes.MapGet(path, () => file).AllowTenantless(Reason);
}
