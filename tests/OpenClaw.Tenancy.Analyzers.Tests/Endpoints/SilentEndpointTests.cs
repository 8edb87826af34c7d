using OpenClaw.Tenancy.Analyzers.Endpoints;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Endpoints;

/// <summary>OCT1101: an endpoint that certainly says nothing is reported, by its own name.</summary>
public sealed class SilentEndpointTests
{
    [Theory]
    [InlineData("""app.[|MapGet|]("/runs", () => "runs");""")]
    [InlineData("""app.[|MapPost|]("/runs", () => "runs").RequireAuthorization().WithName("runs");""")]
    [InlineData("""_ = app.[|MapMethods|]("/runs", ["PUT"], () => "runs");""")]
    [InlineData("""app.[|MapFallback|](() => "none");""")]
    [InlineData("""app.[|MapHealthChecks|]("/readyz");""")]
    [InlineData("""app.[|Map|]("/any", () => "any");""")]
    [InlineData("""EndpointRouteBuilderExtensions.[|MapGet|](app, "/runs", () => "runs");""")]
    [InlineData("""app.[|MapGet|]("/runs/{id}", (string id) => id).OwnedBy<Run>("id");""")]
    [InlineData("""var runs = app.[|MapGet|]("/runs", () => "runs"); runs.WithName("runs");""")]
    [InlineData("""var runs = app.[|MapGet|]("/runs", () => "runs"); runs = runs.WithName("runs");""")]
    [InlineData("""RouteHandlerBuilder runs; runs = app.[|MapGet|]("/runs", () => "runs");""")]
    [InlineData("""IEndpointRouteBuilder routes = app; routes.[|MapGet|]("/runs", () => "runs");""")]
    [InlineData("""app.MapGroup("/api").[|MapGet|]("/runs", () => "runs");""")]
    [InlineData("""var api = app.MapGroup("/api").WithTags("api"); api.[|MapGet|]("/runs", () => "runs"); api.MapGet("/said", () => "").RequireTenantScope("operator.read");""")]
    [InlineData("""app.UseEndpoints(endpoints => endpoints.[|MapGet|]("/runs", () => "runs"));""")]
    [InlineData("""app.MapTenantEndpoints("/runs", runs => runs.[|MapGet|]("/", () => "runs"));""")]
    [InlineData("""app.MapTenantEndpoints("/runs", runs => { var inner = runs.MapGroup("/inner"); inner.[|MapGet|]("/", () => "runs"); });""")]
    [InlineData("""if (app.Environment.EnvironmentName == "Development") app.[|MapGet|]("/runs", () => "runs");""")]
    [InlineData("""foreach (string path in new[] { "/a" }) { app.[|MapGet|](path, () => path); }""")]
    public Task What_says_nothing_is_reported(string body) => Expect.ReportsAsync<SilentEndpointAnalyzer>("OCT1101", Sources.InMap(body));

    [Theory]
    [InlineData("""app.MapGet("/runs", () => "runs").RequireTenantScope("operator.read");""")]
    [InlineData("""app.MapGet("/runs", () => "runs").RequirePlatformScope("operator.read");""")]
    [InlineData("""app.MapGet("/healthz", () => "ok").WithName("health").AllowTenantless("a probe").WithTags("probe");""")]
    [InlineData("""app.MapGet("/runs/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Run>("id");""")]
    [InlineData("""var runs = app.MapGet("/runs", () => "runs"); runs.RequireTenantScope("operator.read");""")]
    [InlineData("""var runs = app.MapGet("/runs", () => "runs"); runs = runs.WithName("runs"); runs.RequireTenantScope("operator.read");""")]
    [InlineData("""var runs = app.MapGet("/runs", () => "runs"); void Say() => runs.RequireTenantScope("operator.read"); Say();""")]
    [InlineData("""RouteHandlerBuilder runs; runs = app.MapGet("/runs", () => "runs"); runs.RequireTenantScope("operator.read");""")]
    [InlineData("""app.MapGroup("/api").RequireTenantScope("operator.read").MapGet("/runs", () => "runs");""")]
    [InlineData("""var api = app.MapGroup("/api").RequireTenantScope("operator.read"); api.MapGet("/runs", () => "runs");""")]
    [InlineData("""var api = app.MapGroup("/api"); api.MapGet("/runs", () => "runs"); api.RequireTenantScope("operator.read");""")]
    [InlineData("""var api = app.MapGroup("/api").RequireTenantScope("operator.read"); var runs = api.MapGroup("/runs"); runs.MapGet("/", () => "runs").WithName("runs");""")]
    [InlineData("""app.MapTenantEndpoints("/runs", runs => runs.MapGet("/", () => "runs").RequireTenantScope("operator.read"));""")]
    [InlineData("""app.MapTenantEndpoints("/runs", runs => { runs.RequireTenantScope("operator.read"); runs.MapGet("/", () => "runs"); });""")]
    public Task What_says_it_is_not(string body) => Expect.SilenceAsync<SilentEndpointAnalyzer>(Sources.InMap(body));

    [Theory]
    [InlineData("""Secure(app.MapGet("/runs", () => "runs"));""")]
    [InlineData("""app.MapGet("/runs", () => "runs").Secured();""")]
    [InlineData("""var runs = app.MapGet("/runs", () => "runs"); Secure(runs);""")]
    [InlineData("""var all = new[] { app.MapGet("/runs", () => "runs") }; foreach (var one in all) one.RequireTenantScope("operator.read");""")]
    [InlineData("""Kept = app.MapGet("/runs", () => "runs");""")]
    [InlineData("""app.MapGet("/runs", () => "runs").WithMetadata(new object());""")]
    [InlineData("""((IEndpointConventionBuilder)app.MapGet("/runs", () => "runs")).Add(endpoint => endpoint.Metadata.Add(new object()));""")]
    [InlineData("""Group().MapGet("/runs", () => "runs");""")]
    [InlineData("""var api = app.MapGroup("/api"); Secure(api); api.MapGet("/runs", () => "runs");""")]
    [InlineData("""app.MapGroup("/api").Secured().MapGet("/runs", () => "runs");""")]
    [InlineData("""Each(app.MapGroup("/api").RequireTenantScope("operator.read"), routes => routes.MapGet("/runs", () => "runs"));""")]
    [InlineData("""app.MapControllers(); app.MapDefaultControllerRoute();""")]
    [InlineData("""app.MapTenancyKeys(); app.MapTenantAdministration();""")]
    [InlineData("""app.MapOwn();""")]
    public Task What_may_say_it_elsewhere_is_left_to_the_start(string body) => Expect.SilenceAsync<SilentEndpointAnalyzer>(Sources.InMap(body));

    [Fact]
    public Task A_builder_that_is_given_back_is_the_callers() => Expect.SilenceAsync<SilentEndpointAnalyzer>("""
        static class Routes
        {
            static IEndpointConventionBuilder MapRuns(WebApplication app) => app.MapGet("/runs", () => "runs");
            static IEndpointConventionBuilder MapJobs(WebApplication app) { var jobs = app.MapGet("/jobs", () => "jobs"); return jobs; }
        }
        """);

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<SilentEndpointAnalyzer>(Sources.InMap("""
        #pragma warning disable OCT1101 // Reason: tenancy is off in this host.
        app.MapGet("/runs", () => "runs");
        #pragma warning restore OCT1101
        """));

    [Fact]
    public Task A_program_of_statements() => Expect.ReportsAsync<SilentEndpointAnalyzer>("OCT1101", """
        var app = WebApplication.CreateBuilder(args).Build();
        app.[|MapGet|]("/runs", () => "runs");
        app.MapGet("/healthz", () => "ok").AllowTenantless("a probe");
        app.Run();
        """);
}
