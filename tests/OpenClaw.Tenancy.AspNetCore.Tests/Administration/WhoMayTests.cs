using System.Net;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>Whose routes these are: the platform's, a tenant's admins', and nobody else's.</summary>
public sealed class WhoMayTests : IAsyncLifetime
{
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/tenants", AdminWorld.Acme)]
    [InlineData("POST", "/api/v1/tenants", AdminWorld.Acme)]
    [InlineData("DELETE", "/api/v1/tenants/acme", AdminWorld.Acme)]
    [InlineData("DELETE", "/api/v1/tenants/globex", AdminWorld.Acme)]
    [InlineData("GET", "/api/v1/members", AdminWorld.Operator)]
    [InlineData("POST", "/api/v1/members", AdminWorld.Operator)]
    [InlineData("PATCH", "/api/v1/members/u1", AdminWorld.Operator)]
    [InlineData("DELETE", "/api/v1/members/u1", AdminWorld.Operator)]
    [InlineData("GET", "/api/v1/invitations", AdminWorld.Operator)]
    [InlineData("POST", "/api/v1/invitations", AdminWorld.Operator)]
    [InlineData("DELETE", "/api/v1/invitations/i1", AdminWorld.Operator)]
    [InlineData("GET", "/api/v1/keys", AdminWorld.Operator)]
    [InlineData("POST", "/api/v1/keys", AdminWorld.Operator)]
    [InlineData("DELETE", "/api/v1/keys/k1", AdminWorld.Operator)]
    [InlineData("POST", "/api/v1/keys/k1/rotate", AdminWorld.Operator)]
    [InlineData("GET", "/api/v1/members", "acme|operator.read|operator.write")]
    [InlineData("POST", "/api/v1/members", "acme|operator.read|operator.write")]
    [InlineData("GET", "/api/v1/keys", "acme|operator.approvals")]
    [InlineData("POST", "/api/v1/keys", "acme|operator.read|operator.write")]
    [InlineData("GET", "/api/v1/tenants/acme", "acme|operator.read|operator.write")]
    [InlineData("PATCH", "/api/v1/tenants/acme", "acme|operator.read|operator.write")]
    [InlineData("GET", "/api/v1/tenants", "platform|operator.read")]
    [InlineData("GET", "/api/v1/tenants/acme", "platform|operator.read")]
    [InlineData("DELETE", "/api/v1/tenants/acme", "platform|operator.read")]
    public async Task Refused_by_the_claim_alone_and_recorded_once(string method, string path, string credential)
    {
        // A body that is no body of this route: what the claim decides comes before it.
        Answer answer = await _world.SendAsync(new HttpMethod(method), path, credential, new StringContent("{"));

        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (answer.Status, answer.Code));
        Assert.Equal("scope_missing", Assert.Single(_world.Records).ReasonCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/tenants")]
    [InlineData("GET", "/api/v1/tenants/acme")]
    [InlineData("PATCH", "/api/v1/tenants/acme")]
    [InlineData("GET", "/api/v1/members")]
    [InlineData("POST", "/api/v1/keys")]
    public async Task Stranger_is_asked_for_a_credential(string method, string path)
    {
        Answer answer = await _world.SendAsync(new HttpMethod(method), path, credential: null, content: null);

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/tenants")]
    [InlineData("PUT", "/api/v1/tenants/acme")]
    [InlineData("GET", "/api/v1/keys/k1/rotate")]
    [InlineData("GET", "/api/v1/members/u1")]
    public async Task Method_that_is_not_offered(string method, string path)
    {
        Answer answer = await _world.SendAsync(new HttpMethod(method), path, AdminWorld.Acme, content: null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (answer.Status, answer.Code));
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_tenant_is_seen_and_renamed_by_its_admin()
    {
        Answer renamed = await _world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Acme, """{"name":"Acme & Sons"}""");
        Answer read = await _world.GetAsync("/api/v1/tenants/acme", AdminWorld.Acme);

        Assert.Equal(HttpStatusCode.OK, renamed.Status);
        Assert.Equal("Acme & Sons", AdminWorld.Member(read, "name"));
        Assert.Equal(read.Body, renamed.Body);
        Assert.Equal(read, await _world.GetAsync("/api/v1/tenants/acme", AdminWorld.Operator));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("globex")]
    [InlineData("nowhere")]
    public async Task Status_is_the_platforms_alone_to_say(string tenant)
    {
        Answer refused = await _world.PatchAsync($"/api/v1/tenants/{tenant}", AdminWorld.Acme, """{"name":"Free","status":"suspended"}""");

        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (refused.Status, refused.Code));
        Assert.Equal("scope_missing", Assert.Single(_world.Records).ReasonCode);
        Assert.Equal("acme", AdminWorld.Member(await _world.GetAsync("/api/v1/tenants/acme", AdminWorld.Acme), "name"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task Another_tenant_looks_like_one_that_is_not_there(string method)
    {
        Answer[] answers = [];
        foreach (string id in (string[])["globex", "nowhere", "platform"])
        {
            StringContent? content = method == "GET" ? null : new StringContent("""{"name":"Mine"}""", null, "application/json");
            answers = [.. answers, await _world.SendAsync(new HttpMethod(method), $"/api/v1/tenants/{id}", AdminWorld.Acme, content)];
        }

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answers[0].Status, answers[0].Code));
        Assert.All(answers, a => Assert.Equal(answers[0], a));
        Assert.Equal(["not_found", "not_found", "not_found"], _world.Refusals("acme").Select(e => e.ReasonCode));
        Assert.All(_world.Refusals("acme"), e => Assert.Null(e.TargetTenant));
    }

    [Fact]
    public async Task Platforms_own_tenant_is_not_administered()
    {
        Assert.Equal("not_found", (await _world.GetAsync("/api/v1/tenants/platform", AdminWorld.Operator)).Code);
        Assert.Equal("not_found", (await _world.PatchAsync("/api/v1/tenants/platform", AdminWorld.Operator, """{"status":"suspended"}""")).Code);
        Assert.Equal("not_found", (await _world.DeleteAsync("/api/v1/tenants/platform?force=true&reason=a", AdminWorld.Operator)).Code);
    }

    [Fact]
    public async Task Claim_outranks_input_and_input_outranks_the_resource()
    {
        Assert.Equal("scope_missing", (await _world.PatchAsync("/api/v1/tenants/NOWHERE", "acme|operator.read", "{")).Code);
        Assert.Equal("invalid_request", (await _world.PatchAsync("/api/v1/tenants/globex", AdminWorld.Acme, "{")).Code);
        Assert.Equal("invalid_request", (await _world.PatchAsync("/api/v1/tenants/nowhere", AdminWorld.Acme, """{"name":""}""")).Code);
        Assert.Equal("invalid_request", (await _world.PatchAsync("/api/v1/members/nobody", AdminWorld.Acme, """{"role":"king"}""")).Code);
        Assert.Equal("not_found", (await _world.PatchAsync("/api/v1/members/nobody", AdminWorld.Acme, """{"role":"member"}""")).Code);
    }
}
