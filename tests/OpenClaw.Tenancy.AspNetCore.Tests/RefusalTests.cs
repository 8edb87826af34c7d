using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>What is answered to whom, byte for byte, and what is looked up and written down for it.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private readonly Thing _things = new();
    private int _reached;
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        a =>
        {
            a.MapGet("/things", () => Interlocked.Increment(ref _reached)).RequireTenantScope("operator.read");
            a.MapGet("/things/{id}", (string id) => Interlocked.Increment(ref _reached)).RequireTenantScope("operator.read").OwnedBy<Thing>("id");
            a.MapGet("/platform", () => "platform").RequirePlatformScope("operator.admin");
            a.MapGet("/open", () => "open").AllowTenantless("for the test");
        },
        tenancy => tenancy.AddEvaluator<Mood>(),
        services: s => s.AddSingleton<IResourceOwnerSource<Thing>>(_things));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/things", null, 401, "claim_missing")]
    [InlineData("/things", "unknowable!", 401, "token_invalid")]
    [InlineData("/things", "unheard-of|operator.read", 401, "token_invalid")]
    [InlineData("/things", "throw", 503, "dependency_unavailable")]
    [InlineData("/things", "acme", 403, "scope_missing")]
    [InlineData("/things", "acme|operator.approvals", 403, "scope_missing")]
    [InlineData("/things", "acme|operator.read@globex", 401, "token_invalid")]
    [InlineData("/things", "platform|operator.admin", 403, "scope_missing")]
    [InlineData("/things/a1", "platform|operator.admin", 403, "scope_missing")]
    [InlineData("/platform", "acme|operator.admin", 403, "scope_missing")]
    [InlineData("/things/g1", "acme|operator.read", 404, "not_found")]
    [InlineData("/things/none", "acme|operator.read", 404, "not_found")]
    [InlineData("/things/down", "acme|operator.read", 503, "dependency_unavailable")]
    [InlineData("/things/A1", "acme|operator.read", 400, "invalid_request")]
    [InlineData("/things/..%2fa1", "acme|operator.read", 400, "invalid_request")]
    [InlineData("/things/A1", "acme", 403, "scope_missing")]
    [InlineData("/nowhere", null, 401, "claim_missing")]
    [InlineData("/nowhere", "acme", 404, "not_found")]
    [InlineData("/things", "initech|operator.read", 403, "policy_forbid")]
    [InlineData("/things", "globex|operator.read", 503, "dependency_unavailable")]
    public async Task Refusal_is_the_contracts(string path, string? credential, int status, string code)
    {
        Answer answer = await _app.GetAsync(path, credential);

        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(
            $$"""{"type":"urn:openclaw:tenancy:problem:{{code}}","title":"{{Title(answer.Body)}}","status":{{status}},"code":"{{code}}"}""", answer.Body);
        Assert.Contains("application/problem+json", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        Assert.Equal(status == 401, answer.Headers.Contains("WWW-Authenticate: Bearer", StringComparison.Ordinal));
        Assert.Equal(status == 503, answer.Headers.Contains("Retry-After: ", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", answer.Body + answer.Headers, StringComparison.Ordinal);
        Assert.Equal(0, _reached);
    }

    [Fact]
    public async Task Foreign_and_absent_are_the_same_in_every_byte_and_in_the_callers_trail()
    {
        Answer foreign = await _app.GetAsync("/things/g1", "acme|operator.read");
        Answer absent = await _app.GetAsync("/things/x1", "acme|operator.read");

        Assert.Equal(absent, foreign);
        AuditEnvelope[] seen = [.. _app.Ledger.Read(TenantId.From("acme")).Select(r => r.Envelope)];
        Assert.Equal(["not_found", "not_found"], seen.Select(e => e.ReasonCode));
        Assert.All(seen, e => Assert.Null(e.TargetTenant));
        AuditEnvelope[] truth = [.. _app.Ledger.Read(TenantId.Platform).Select(r => r.Envelope)];
        Assert.Equal(["tenant_mismatch", "resource_absent"], truth.Select(e => e.ReasonCode));
        Assert.Equal(seen.Select(e => e.CorrelationId), truth.Select(e => e.CorrelationId));
        Assert.Equal("globex", truth[0].TargetTenant?.ToString());
        Assert.Empty(_app.Ledger.Read(TenantId.From("globex")));
    }

    [Fact]
    public async Task Nothing_is_looked_up_before_the_scope_and_only_the_owner_after()
    {
        await _app.GetAsync("/things/a1");
        await _app.GetAsync("/things/a1", "acme");
        await _app.GetAsync("/things/a1", "acme|operator.approvals");
        await _app.GetAsync("/things/A1", "acme|operator.read");
        Assert.Equal(0, _things.Lookups);

        await _app.GetAsync("/things/g1", "acme|operator.read");

        Assert.Equal((1, 0), (_things.Lookups, _reached));
    }

    [Fact]
    public async Task Each_refusal_is_one_record()
    {
        await _app.GetAsync("/things");
        await _app.GetAsync("/things", "acme");

        Assert.Equal("claim_missing", Assert.Single(_app.Ledger.Read(TenantId.Platform)).Envelope.ReasonCode);
        Assert.Equal("scope_missing", Assert.Single(_app.Ledger.Read(TenantId.From("acme"))).Envelope.ReasonCode);
    }

    [Fact]
    public async Task Suspended_tenant_is_out_on_the_next_request()
    {
        Assert.Equal(HttpStatusCode.OK, (await _app.GetAsync("/things", "acme|operator.read")).Status);
        _app.Directory.SetStatus(TenantId.From("acme"), OpenClaw.Tenancy.Directory.TenantStatus.Suspended);

        Assert.Equal("token_invalid", (await _app.GetAsync("/things", "acme|operator.read")).Code);
    }

    [Fact]
    public async Task Stale_directory_lets_nobody_in()
    {
        _app.Directory.ReportRefreshed(TimeProvider.System.GetUtcNow().AddMinutes(-1));

        Answer answer = await _app.GetAsync("/things/a1", "acme|operator.read");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Equal(0, _things.Lookups);
    }

    [Fact]
    public async Task Method_that_a_route_lacks_is_said_before_anything_of_the_resource()
    {
        Answer foreign = await _app.SendAsync(HttpMethod.Delete, "/things/g1", "acme|operator.read");
        Answer stranger = await _app.SendAsync(HttpMethod.Delete, "/things/g1");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (foreign.Status, foreign.Code));
        Assert.Contains("Allow: GET", foreign.Headers, StringComparison.Ordinal);
        Assert.Equal("claim_missing", stranger.Code);
        Assert.Equal(0, _things.Lookups);
    }

    [Fact]
    public async Task Two_credentials_are_none()
    {
        Answer answer = await _app.GetAsync("/things", "acme|operator.read", ("Authorization", "Bearer globex|operator.read"));

        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (answer.Status, answer.Code));
    }

    private static string Title(string body) => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("title").GetString()!;

    /// <summary>Forbids initech everything, fails on globex's collections, and has nothing against the rest.</summary>
    private sealed class Mood : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => (request.Principal?.Tenant.ToString(), request.Resource.Id) switch
        {
            ("initech", _) => PolicyVerdict.Forbid,
            ("globex", null) => throw new InvalidOperationException("secret-in-the-message"),
            _ => PolicyVerdict.NotApplicable,
        };
    }
}
