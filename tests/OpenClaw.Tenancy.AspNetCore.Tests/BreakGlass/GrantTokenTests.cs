using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests.BreakGlass;

/// <summary>What the token of a grant opens over HTTP: its target's data, with its scopes, and nothing else anywhere.</summary>
public sealed class GrantTokenTests : IAsyncLifetime
{
    private BreakGlassHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await BreakGlassHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Operator_without_a_grant_reads_no_tenant()
    {
        string alice = await _host.OperatorAsync("alice");

        foreach (string path in (string[])["/work", "/things/a1", "/things/none", "/own/acme"])
        {
            Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync("GET", path, alice)));
        }
    }

    [Fact]
    public async Task Token_reaches_its_target_alone_and_foreign_is_absent()
    {
        (_, string token) = await _host.OpenAsync();

        Assert.Equal("a1 of acme", (await _host.SendAsync("GET", "/things/a1", token)).Body);
        Assert.Equal("acme of acme", (await _host.SendAsync("GET", "/own/acme", token)).Body);
        Answer foreign = await _host.SendAsync("GET", "/things/g1", token);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), Short(foreign));
        Assert.Equal(foreign, await _host.SendAsync("GET", "/things/none", token));
        Assert.Equal(foreign, await _host.SendAsync("GET", "/things/nobody", token));
        Assert.Equal(foreign, await _host.SendAsync("GET", "/own/globex", token));
        Assert.Equal(foreign, await _host.SendAsync("GET", "/own/platform", token));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync("POST", "/things/a1", token)));
    }

    [Theory]
    [InlineData("acme", HttpStatusCode.OK)]
    [InlineData("globex", HttpStatusCode.Forbidden)]
    [InlineData("platform", HttpStatusCode.Forbidden)]
    public async Task Selector_names_the_target(string selector, HttpStatusCode status)
    {
        (_, string token) = await _host.OpenAsync();

        Assert.Equal(status, (await _host.SendAsync("GET", "/work", token, selector: selector)).Status);
    }

    [Fact]
    public async Task Each_use_stands_in_both_trails_before_it_and_without_the_record_there_is_none()
    {
        (string id, string token) = await _host.OpenAsync();
        int before = _host.Ledger.Appended.Count;

        await _host.SendAsync("GET", "/things/a1", token);

        AuditEnvelope[] uses = [.. _host.Ledger.Appended.Skip(before)];
        Assert.Equal(["platform", "acme"], uses.Select(static e => e.Tenant.ToString()));
        Assert.All(uses, e => Assert.Equal(
            ("alice", id, "grant", "a1", "INC-1", AuditOutcome.Allowed), (e.Actor, e.GrantId, e.Way, e.ResourceId, e.Details["ticket"], e.Outcome)));
        Assert.Single(uses.Select(static e => e.CorrelationId).Distinct());

        _host.Ledger.BeforeAppend = static (_, _) => throw new IOException();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), Short(await _host.SendAsync("GET", "/work", token)));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), Short(await _host.SendAsync("GET", "/things/a1", token)));
    }

    [Fact]
    public async Task What_an_endpoint_itself_refuses_names_the_operator_and_his_grant()
    {
        (string id, string token) = await _host.OpenAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await _host.SendAsync("GET", "/refuses/a1", token)).Status);

        AuditEnvelope refused = Assert.Single(_host.Ledger.Emitted, static e => e.Action == "refuses");
        Assert.Equal((TenantId.Platform, "alice", "dev", id, "INC-1"), (refused.Tenant, refused.Actor, refused.Issuer, refused.GrantId, refused.Details["ticket"]));
        Assert.Equal(("a1", "invalid_request", AuditOutcome.Denied), (refused.ResourceId, refused.ReasonCode, refused.Outcome));
    }

    [Fact]
    public async Task Admin_of_a_grant_makes_nothing_that_outlives_it_and_touches_nothing_of_the_platforms()
    {
        (_, string token) = await _host.OpenAsync(scopes: "\"operator.admin\"");

        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("GET", "/api/v1/members", token)).Status);
        Assert.Equal("acme", BreakGlassHost.Text(await _host.SendAsync("GET", "/api/v1/tenants/acme", token), "id"));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), Short(await _host.SendAsync("GET", "/api/v1/tenants/globex", token)));
        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), Short(await _host.SendAsync("POST", "/api/v1/members", token, """{"issuer":"idp","subject":"alice","role":"owner"}""")));
        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), Short(await _host.SendAsync("POST", "/api/v1/invitations", token, """{"role":"readonly"}""")));
        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), Short(await _host.SendAsync("POST", "/api/v1/keys", token, """{"role":"readonly"}""")));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync("GET", "/api/v1/tenants", token)));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync("DELETE", "/api/v1/tenants/acme?force=true&reason=x", token)));
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync("POST", "/api/v1/tenants", token, """{"name":"x"}""")));
    }

    [Fact]
    public async Task Token_ends_with_its_grant_by_itself()
    {
        (_, string token) = await _host.OpenAsync(seconds: "2");
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _host.SendAsync("GET", "/work", token)).Status == HttpStatusCode.OK)
        {
            await Task.Delay(50, guard.Token);
        }

        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), Short(await _host.SendAsync("GET", "/work", token)));
    }

    [Fact]
    public async Task Suspended_target_shuts_it()
    {
        (_, string token) = await _host.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("GET", "/work", token)).Status);

        _host.Services.GetRequiredService<TenantDirectory>().SetStatus(TenantId.From("acme"), TenantStatus.Suspended);

        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), Short(await _host.SendAsync("GET", "/work", token)));
    }

    private static (HttpStatusCode, string?) Short(Answer answer) => (answer.Status, answer.Code);
}
