using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

namespace OpenClaw.Tenancy.Testing.Tests.Probing;

/// <summary>What the probe takes from an application: every route, and every name in it by which a parameter is told.</summary>
public sealed class ProbeEndpointTests
{
    [Fact]
    public async Task Parameters_of_actions_are_known_by_where_they_are_read()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none", inMemory: true);
        IReadOnlyList<ProbeEndpoint> endpoints = ProbeEndpoint.Of(host.App.Services);

        Assert.Equal(["about"], endpoints.Single(static e => e.Name == "GET /cards").Query);
        Assert.Equal(["X-About"], endpoints.Single(static e => e.Name == "GET /cards/current").Headers);
        Assert.Equal(["about"], endpoints.Single(static e => e.Name == "POST /cards").Members);
    }

    [Fact]
    public async Task Routes_of_conventions_are_known_by_controller_and_action()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddControllers().AddApplicationPart(typeof(ShelvesController).Assembly);
        await using WebApplication app = builder.Build();
        app.MapControllerRoute("all", "{controller}/{action}/{id?}");
        await app.StartAsync();
        ProbeEndpoint[] endpoints = [.. ProbeEndpoint.Of(app.Services).Where(static e => e.Pattern.StartsWith("/Shelves", StringComparison.Ordinal))];

        Assert.Equal(["GET /Shelves/Show/{id}", "POST /Shelves/Move/{id}"], endpoints.Select(static e => e.Name).Order(StringComparer.Ordinal));
        ProbeEndpoint show = endpoints.Single(static e => e.Method == "GET");
        Assert.Equal(["Row", "tags", "the_column", "wing"], show.Query.Order(StringComparer.Ordinal));
        Assert.Equal(["X-Shelf"], show.Headers);
        Assert.Equal(["row", "column"], endpoints.Single(static e => e.Method == "POST").Members);
        Assert.DoesNotContain(ProbeEndpoint.Of(app.Services), static e => e.Pattern.Contains("{controller}", StringComparison.Ordinal));
    }
}
