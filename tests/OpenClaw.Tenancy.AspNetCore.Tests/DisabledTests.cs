using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A host whose tenancy is off answers as it did without the library.</summary>
public sealed class DisabledTests
{
    [Fact]
    public async Task Existing_host_answers_the_same_with_the_library_added_and_off()
    {
        static void Routes(WebApplication app)
        {
            app.MapGet("/plain", () => "plain");
            app.MapGet("/json/{id}", (string id) => new { id });
        }

        await using TestApp off = await StartOffAsync(Routes);
        WebApplicationBuilder without = WebApplication.CreateBuilder();
        without.Logging.ClearProviders();
        without.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        WebApplication bare = without.Build();
        Routes(bare);
        await using TestApp before = await TestApp.StartAsync(bare);

        foreach (string path in new[] { "/plain", "/json/1", "/nowhere", "/plain?tenant=x" })
        {
            Assert.Equal(await before.GetAsync(path, credential: null, ("X-Tenant-Id", "anything")), await off.GetAsync(path, credential: null, ("X-Tenant-Id", "anything")));
        }
    }

    [Fact]
    public void Nothing_is_added_to_the_pipeline()
    {
        using WebApplication app = TestApp.Build(_ => { }, options: o => o.Mode = TenancyMode.Disabled);
        var counter = new CountingBuilder(app);

        counter.UseTenancy();

        Assert.Equal(0, counter.Components);
    }

    [Fact]
    public async Task Conventions_open_endpoints_to_the_default_tenant()
    {
        await using TestApp app = await StartOffAsync(a =>
            a.MapGet("/x", (TenantContext tenant) => tenant.Tenant.ToString()).RequireTenantScope("operator.admin"));

        Assert.Equal("default", (await app.GetAsync("/x")).Body);
    }

    [Fact]
    public async Task Another_tenants_resource_stays_unreachable_and_an_unmarked_one_is_the_default_tenants()
    {
        await using TestApp app = await StartOffAsync(_ => { });
        using IServiceScope scope = app.Services.CreateScope();
        TenantContext tenant = scope.ServiceProvider.GetRequiredService<TenantContext>();
        var action = scope.ServiceProvider.GetRequiredService<OpenClaw.Tenancy.Authorization.PolicyEngine>().Action("billing.anything");

        Assert.True((await tenant.AuthorizeAsync(action, ResourceRef.Owned("r", owner: null))).IsAllowed);
        Assert.True((await tenant.AuthorizeAsync(action, ResourceRef.Owned("r", TenantId.Default))).IsAllowed);
        Assert.Equal(DenyReason.TenantMismatch, (await tenant.AuthorizeAsync(action, ResourceRef.Owned("r", TenantId.From("acme")))).Decision.Reason);
        Assert.Equal(DenyReason.ResourceAbsent, (await tenant.AuthorizeAsync(action, ResourceRef.Absent("r"))).Decision.Reason);
    }

    [Theory]
    [InlineData("/things/a1", 404)]
    [InlineData("/things/g1", 404)]
    [InlineData("/things/none", 200)]
    [InlineData("/things/NONE", 200)]
    [InlineData("/things/down", 503)]
    [InlineData("/open/a1", 404)]
    [InlineData("/open/none", 200)]
    [InlineData("/controller/a1", 404)]
    [InlineData("/controller/none", 200)]
    public async Task Owned_endpoint_keeps_a_tenants_resource_unreachable_and_leaves_the_rest_to_its_handler(string path, int status)
    {
        await using TestApp app = await TestApp.StartAsync(
            a =>
            {
                a.MapGet("/things/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("id");
                a.MapGroup("/open").AllowTenantless("a group that is open").MapGet("/{id}", (string id) => id).OwnedBy<Thing>("id");
                a.MapControllers();
            },
            options: o => o.Mode = TenancyMode.Disabled,
            services: s => OneController.Add(s, typeof(ThingsController)));

        Assert.Equal(status, (int)(await app.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData(TenancyMode.Disabled, HttpStatusCode.NotFound)]
    [InlineData(TenancyMode.Shared, HttpStatusCode.OK)]
    public async Task Routes_for_tenants_exist_only_while_there_are_tenants(TenancyMode mode, HttpStatusCode expected)
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapTenantEndpoints("/tenant", group => group.MapGet("/x", () => "x").RequireTenantScope("operator.read")), options: o => o.Mode = mode);

        Assert.Equal(expected, (await app.GetAsync("/tenant/x", "acme|operator.read")).Status);
    }

    private static Task<TestApp> StartOffAsync(Action<WebApplication> endpoints) =>
        TestApp.StartAsync(endpoints, options: o => o.Mode = TenancyMode.Disabled);

    private sealed class CountingBuilder(IApplicationBuilder inner) : IApplicationBuilder
    {
        public int Components { get; private set; }

        public IServiceProvider ApplicationServices { get => inner.ApplicationServices; set => inner.ApplicationServices = value; }

        public Microsoft.AspNetCore.Http.Features.IFeatureCollection ServerFeatures => inner.ServerFeatures;

        public IDictionary<string, object?> Properties => inner.Properties;

        public IApplicationBuilder Use(Func<Microsoft.AspNetCore.Http.RequestDelegate, Microsoft.AspNetCore.Http.RequestDelegate> middleware)
        {
            Components++;
            return this;
        }

        public IApplicationBuilder New() => inner.New();

        public Microsoft.AspNetCore.Http.RequestDelegate Build() => inner.Build();
    }
}
