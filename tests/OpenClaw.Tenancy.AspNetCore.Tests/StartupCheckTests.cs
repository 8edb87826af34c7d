using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>What a host that could leak is told instead of being started.</summary>
public sealed class StartupCheckTests
{
    [Fact]
    public async Task Sound_host_starts()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapGet("/x", () => "x").RequireTenantScope("operator.read"));

        Assert.Equal("x", (await app.GetAsync("/x", "acme|operator.read")).Body);
    }

    [Fact]
    public Task Endpoint_that_says_nothing_is_named() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/forgotten", () => "x"); },
        "OCT2001", "/forgotten");

    [Fact]
    public Task Owner_without_scope() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).OwnedBy<Thing>("id"); },
        "OCT2002", "/x/{id}");

    [Fact]
    public Task Tenantless_inside_a_group_that_takes_a_scope() => RefusedAsync(
        a =>
        {
            a.UseTenancy();
            RouteGroupBuilder group = a.MapGroup("/g").RequireTenantScope("operator.read");
            group.MapGet("/open", () => "x").AllowTenantless("oversight");
        },
        "OCT2003", "/g/open");

    [Fact]
    public Task Owner_of_a_parameter_that_the_route_lacks() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("run"); },
        "OCT2004", "\"run\"");

    [Fact]
    public Task Run_of_a_parameter_that_the_route_lacks() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).RequireTenantScope("operator.read").RecordsRun("run"); },
        "OCT2018", "\"run\"");

    [Fact]
    public Task Run_of_an_endpoint_that_takes_no_scope() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).RecordsRun("id"); },
        "OCT2001", "/x/{id}");

    [Fact]
    public Task Run_of_an_endpoint_where_nothing_is_decided() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).AllowTenantless("open").RecordsRun("id"); },
        "OCT2003", "/x/{id}");

    [Fact]
    public Task Owner_that_nothing_finds() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<string>("id"); },
        "OCT2005", "IResourceOwnerSource<String>");

    [Fact]
    public Task Missing_middleware() => RefusedAsync(a => a.MapGet("/x", () => "x").RequireTenantScope("operator.read"), "OCT2007");

    [Fact]
    public Task Middleware_on_a_branch_alone() => RefusedAsync(
        a => { a.Map("/branch", b => b.UseTenancy()); a.MapGet("/x", () => "x").RequireTenantScope("operator.read"); },
        "OCT2008", "branch");

    [Fact]
    public Task Middleware_twice() => RefusedAsync(a => { a.UseTenancy(); a.UseTenancy(); }, "OCT2008", "twice");

    [Fact]
    public Task Middleware_before_routing() => RefusedAsync(
        a => { a.UseTenancy(); a.UseRouting(); a.MapGet("/x", () => "x").RequireTenantScope("operator.read"); },
        "OCT2008", "UseRouting");

    [Fact]
    public Task Middleware_after_authorization() => RefusedAsync(a => { a.UseAuthorization(); a.UseTenancy(); }, "OCT2008", "UseAuthorization");

    [Fact]
    public Task Middleware_before_authentication_that_it_goes_by() => RefusedAsync(
        a => { a.UseTenancy(); a.UseAuthentication(); },
        ["OCT2008", "UseAuthentication"],
        s => s.AddTenancy().AddPrincipalIssuer("https://login.example", "tenant_id"));

    [Fact]
    public Task Attribute_on_a_route_handler_has_no_guard() => RefusedAsync(
        a => { a.UseTenancy(); a.MapGet("/x", [RequireTenantScope("operator.read")] () => "x"); },
        "OCT2009", "/x");

    [Fact]
    public Task Change_of_privileges_without_a_durable_ledger() => RefusedAsync(
        a => { a.UseTenancy(); a.MapPost("/members", () => "x").RequireTenantScope("operator.admin", "members.add", AccessActionKind.TenantPrivilege); },
        "OCT2011", "/members");

    [Fact]
    public async Task Everything_wrong_is_said_at_once()
    {
        TenancyConfigurationException refused = await RefusedAsync(
            a => { a.MapGet("/one", () => "x"); a.MapGet("/two", () => "x"); },
            "OCT2007", "/one", "/two");

        Assert.Equal(3, refused.Errors.Count);
    }

    [Fact]
    public void Services_that_were_not_added()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared);
        using WebApplication app = builder.Build();

        TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => app.UseTenancy());

        Assert.Contains("OCT2010", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authentication_that_the_framework_puts_in_front_is_in_place()
    {
        await using WebApplication app = TestApp.Build(
            a => a.UseTenancy(), services: s => { s.AddAuthentication().AddTenantCredentials(); s.AddTenancy().AddPrincipalIssuer("https://login.example", "tenant_id"); });

        await app.StartAsync();
    }

    private static Task<TenancyConfigurationException> RefusedAsync(Action<WebApplication> pipeline, params string[] words) => RefusedAsync(pipeline, words, null);

    private static async Task<TenancyConfigurationException> RefusedAsync(Action<WebApplication> pipeline, string[] words, Action<IServiceCollection>? services)
    {
        await using WebApplication app = TestApp.Build(pipeline, services: s =>
        {
            s.AddSingleton<IResourceOwnerSource<Thing>, Thing>();
            s.AddAuthentication().AddTenantCredentials();
            s.AddAuthorization();
            services?.Invoke(s);
        });

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync());

        Assert.All(words, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
        return refused;
    }
}
