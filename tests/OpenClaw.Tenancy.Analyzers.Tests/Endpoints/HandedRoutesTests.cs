using OpenClaw.Tenancy.Analyzers.Endpoints;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Endpoints;

/// <summary>OCT1101 in a method that is handed its routes: reported when some call hands it routes of which nothing was said.</summary>
public sealed class HandedRoutesTests
{
    [Fact]
    public Task From_the_application() => Expect.ReportsAsync<SilentEndpointAnalyzer>("OCT1101", With("""app.MapRuns();""", """routes.[|MapGet|]("/runs", () => "runs");"""));

    [Fact]
    public Task From_a_group_that_says_nothing() => Expect.ReportsAsync<SilentEndpointAnalyzer>("OCT1101", With("""app.MapGroup("/api").MapRuns();""", """routes.[|MapGet|]("/runs", () => "runs");"""));

    [Fact]
    public Task From_several_of_which_one_says_nothing() => Expect.ReportsAsync<SilentEndpointAnalyzer>(
        "OCT1101", With("""app.MapGroup("/api").RequireTenantScope("operator.read").MapRuns(); app.MapRuns();""", """routes.[|MapGet|]("/runs", () => "runs");"""));

    [Fact]
    public Task Through_several_methods() => Expect.ReportsAsync<SilentEndpointAnalyzer>("OCT1101", """
        public static class Routes
        {
            public static void Last(IEndpointRouteBuilder routes) => routes.[|MapGet|]("/runs", () => "runs");
            private static void Middle(RouteGroupBuilder routes) => Last(routes.MapGroup("/inner"));
            public static void First(WebApplication app) => Middle(app.MapGroup("/api"));
        }
        """);

    [Fact]
    public Task From_a_group_that_says_it() => Expect.SilenceAsync<SilentEndpointAnalyzer>(With(
        """app.MapGroup("/api").RequireTenantScope("operator.read").MapRuns();""", """routes.MapGet("/runs", () => "runs");"""));

    [Fact]
    public Task From_a_group_that_says_it_later() => Expect.SilenceAsync<SilentEndpointAnalyzer>(With(
        """var api = app.MapGroup("/api"); api.MapRuns(); api.RequireTenantScope("operator.read");""", """routes.MapGet("/runs", () => "runs");"""));

    [Fact]
    public Task From_nobody_who_is_seen() => Expect.SilenceAsync<SilentEndpointAnalyzer>(With(string.Empty, """routes.MapGet("/runs", () => "runs");"""));

    [Fact]
    public Task To_a_method_that_says_it_of_the_group() => Expect.SilenceAsync<SilentEndpointAnalyzer>("""
        public static class Routes
        {
            private static void MapRuns(RouteGroupBuilder runs)
            {
                runs.RequireTenantScope("operator.read");
                runs.MapGet("/", () => "runs");
            }

            public static void Map(WebApplication app) => MapRuns(app.MapGroup("/runs"));
        }
        """);

    [Fact]
    public Task With_endpoints_that_say_it() => Expect.SilenceAsync<SilentEndpointAnalyzer>(With(
        "app.MapRuns();", """routes.MapGet("/runs", () => "runs").RequireTenantScope("operator.read");"""));

    private static string With(string call, string map) => $$"""
        public static class Routes
        {
            public static IEndpointRouteBuilder MapRuns(this IEndpointRouteBuilder routes)
            {
                {{map}}
                return routes;
            }

            public static void Map(WebApplication app)
            {
                {{call}}
            }
        }
        """;
}
