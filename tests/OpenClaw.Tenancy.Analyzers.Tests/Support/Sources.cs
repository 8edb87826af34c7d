namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>The sources around the statements that tests are about.</summary>
internal static class Sources
{
    /// <summary>A method that maps endpoints on an application, beside some of a host's own.</summary>
    internal static string InMap(string body) => $$"""
        using Microsoft.EntityFrameworkCore;
        public sealed class Run : ITenantOwned { public TenantId? Tenant { get; set; } }
        public static class Own
        {
            public static T Secured<T>(this T builder) where T : IEndpointConventionBuilder => builder.RequireTenantScope("operator.read");
            public static IEndpointConventionBuilder MapOwn(this WebApplication app) => app.MapGet("/own", () => "own");
        }
        public static class Program
        {
            private static IEndpointConventionBuilder? Kept;
            public static void Map(WebApplication app)
            {
                {{body}}
            }
            private static void Secure(IEndpointConventionBuilder builder) => builder.RequireTenantScope("operator.read");
            private static RouteGroupBuilder Group() => throw new InvalidOperationException();
            private static void Each(RouteGroupBuilder group, Action<RouteGroupBuilder> map) => map(group);
        }
        """;

    /// <summary>An asynchronous method that is handed what an endpoint of a host is.</summary>
    internal static string InHandler(string body) => $$"""
        public sealed class Handler
        {
            private readonly TenantContext _context = null!;
            private static object? s_any;
            public async Task<object?> HandleAsync(TenantContext tenant, AccessPermit permit, TenantId id, string text, CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{body}}
                return (_context, s_any, text);
            }
        }
        """;
}
