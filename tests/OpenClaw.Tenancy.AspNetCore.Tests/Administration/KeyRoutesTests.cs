using System.Net;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>API keys over HTTP: shown once, narrowed, rotated, and dead when they are revoked.</summary>
public sealed class KeyRoutesTests : IAsyncLifetime
{
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Issued_key_works_within_its_scopes_until_it_is_revoked()
    {
        Answer issued = await _world.PostAsync(
            "/api/v1/keys", AdminWorld.Acme, """{"role":"admin","scopes":["operator.read"],"label":"dashboard","lifetime_seconds":3600}""");
        (string id, string key) = (AdminWorld.Member(issued, "id"), AdminWorld.Member(issued, "key"));

        Assert.Equal(HttpStatusCode.Created, issued.Status);
        Assert.Contains($"Location: /api/v1/keys/{id}", issued.Headers, StringComparison.Ordinal);
        Assert.Equal(["id", "key", "role", "scopes", "label", "created_at", "expires_at"], AdminWorld.Members(issued));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", key)).Status);
        Assert.Equal("scope_missing", (await _world.GetAsync("/api/v1/keys", key)).Code);
        JsonElement listed = Assert.Single(AdminWorld.List(await _world.GetAsync("/api/v1/keys", AdminWorld.Acme), "keys"));
        Assert.Equal(
            ["id", "role", "scopes", "label", "created_at", "expires_at", "last_used_at"], listed.EnumerateObject().Select(p => p.Name));

        Answer revoked = await _world.DeleteAsync($"/api/v1/keys/{id}", AdminWorld.Acme);
        Assert.Equal((HttpStatusCode.OK, $$"""{"id":"{{id}}","status":"revoked"}"""), (revoked.Status, revoked.Body));
        Assert.Equal("token_invalid", (await _world.GetAsync("/work", key)).Code);
        Assert.Equal(revoked, await _world.DeleteAsync($"/api/v1/keys/{id}", AdminWorld.Acme));
    }

    [Theory]
    [InlineData("""{"overlap_seconds":3600}""", true)]
    [InlineData("""{"overlap_seconds":0}""", false)]
    [InlineData("{}", false)]
    [InlineData("", false)]
    public async Task Rotated_key_goes_on_for_its_overlap(string body, bool goesOn)
    {
        Answer first = await _world.PostAsync("/api/v1/keys", AdminWorld.Acme, "{}");

        Answer second = await _world.PostAsync($"/api/v1/keys/{AdminWorld.Member(first, "id")}/rotate", AdminWorld.Acme, body);

        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Contains($"Location: /api/v1/keys/{AdminWorld.Member(second, "id")}", second.Headers, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Member(second, "key"))).Status);
        Assert.Equal(goesOn ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await _world.GetAsync("/work", AdminWorld.Member(first, "key"))).Status);
        if (!goesOn)
        {
            Assert.Equal("conflict", (await _world.PostAsync($"/api/v1/keys/{AdminWorld.Member(first, "id")}/rotate", AdminWorld.Acme, "{}")).Code);
        }
    }

    [Fact]
    public async Task Key_holds_no_more_than_its_role_and_its_issuer()
    {
        Answer above = await _world.PostAsync("/api/v1/keys", AdminWorld.Acme, """{"role":"member","scopes":["operator.admin"]}""");
        Answer unknown = await _world.PostAsync("/api/v1/keys", AdminWorld.Acme, """{"role":"member","scopes":["talk.secrets"]}""");
        Answer forNobody = await _world.PostAsync("/api/v1/keys", AdminWorld.Acme, """{"role":"member","user_id":"u-nobody"}""");

        Assert.All([above, unknown, forNobody], a => Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), (a.Status, a.Code)));
        Assert.Empty(AdminWorld.List(await _world.GetAsync("/api/v1/keys", AdminWorld.Acme), "keys"));
    }

    [Fact]
    public async Task Others_members_keys_and_invitations_look_like_none()
    {
        string member = await _world.JoinAsync(AdminWorld.Globex, "42", "member");
        string key = AdminWorld.Member(await _world.PostAsync("/api/v1/keys", AdminWorld.Globex, "{}"), "id");
        string invitation = AdminWorld.Member(await _world.PostAsync("/api/v1/invitations", AdminWorld.Globex, """{"role":"member"}"""), "id");
        (HttpMethod Method, string Path, string? Body, string Foreign)[] cases =
        [
            (HttpMethod.Patch, "/api/v1/members/{0}", """{"role":"member"}""", member),
            (HttpMethod.Delete, "/api/v1/members/{0}", null, member),
            (HttpMethod.Delete, "/api/v1/keys/{0}", null, key),
            (HttpMethod.Post, "/api/v1/keys/{0}/rotate", "{}", key),
            (HttpMethod.Delete, "/api/v1/invitations/{0}", null, invitation),
        ];
        int refusals = 0;
        foreach ((HttpMethod method, string path, string? body, string foreign) in cases)
        {
            Answer there = await SendAsync(foreign);
            Answer absent = await SendAsync(foreign[..^1] + (foreign[^1] == '0' ? '1' : '0'));

            Assert.Equal((HttpStatusCode.NotFound, "not_found"), (there.Status, there.Code));
            Assert.Equal(there, absent);
            refusals += 2;
            Assert.Equal(refusals, _world.Refusals("acme").Length);

            Task<Answer> SendAsync(string id) => _world.SendAsync(
                method, path.Replace("{0}", id, StringComparison.Ordinal), AdminWorld.Acme, body is null ? null : new StringContent(body, null, "application/json"));
        }

        Assert.All(_world.Refusals("acme"), e => Assert.Equal("not_found", e.ReasonCode));
        Assert.DoesNotContain(_world.Records, e => e.Outcome == AuditOutcome.Allowed && e.Tenant.ToString() == "acme");
        Assert.Single(AdminWorld.List(await _world.GetAsync("/api/v1/members", AdminWorld.Globex), "members"));
        Assert.Single(AdminWorld.List(await _world.GetAsync("/api/v1/invitations", AdminWorld.Globex), "invitations"));
        Assert.Equal(JsonValueKind.Undefined, AdminWorld.List(await _world.GetAsync("/api/v1/keys", AdminWorld.Globex), "keys")[0].TryGetProperty("revoked_at", out JsonElement at) ? at.ValueKind : default);
    }

    [Fact]
    public async Task Secrets_stand_in_the_answers_that_made_them_and_nowhere_else()
    {
        Answer made = await _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"id":"umbrella","name":"Umbrella"}""");
        string owner = AdminWorld.Member(made, "platform_api_key");
        Answer issued = await _world.PostAsync("/api/v1/keys", owner, """{"role":"admin"}""");
        Answer rotated = await _world.PostAsync($"/api/v1/keys/{AdminWorld.Member(issued, "id")}/rotate", owner, """{"overlap_seconds":60}""");
        Answer invited = await _world.PostAsync("/api/v1/invitations", owner, """{"role":"member"}""");
        string[] secrets = [owner, AdminWorld.Member(issued, "key"), AdminWorld.Member(rotated, "key"), AdminWorld.Member(invited, "code")];

        List<Answer> others = [];
        foreach (string path in (string[])["/api/v1/tenants/umbrella", "/api/v1/keys", "/api/v1/members", "/api/v1/invitations"])
        {
            others.Add(await _world.GetAsync(path, owner));
        }

        others.Add(await _world.GetAsync("/api/v1/tenants", AdminWorld.Operator));
        others.Add(await _world.GetAsync("/api/v1/tenants/umbrella", AdminWorld.Operator));
        others.Add(await _world.PatchAsync("/api/v1/tenants/umbrella", AdminWorld.Operator, """{"name":"U"}"""));
        others.Add(await _world.DeleteAsync($"/api/v1/keys/{AdminWorld.Member(issued, "id")}", owner));
        others.Add(await _world.GetAsync("/api/v1/keys", owner));

        Assert.All(others, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(4, secrets.Distinct().Count());

        // The random part alone, so that it is found in whatever form it stands.
        string[] random = [.. secrets.Select(s => s[^40..])];
        string everything = string.Join('\n', others.Select(a => a.Headers + a.Body)) + JsonSerializer.Serialize(_world.Records);
        Assert.All(random, s => Assert.DoesNotContain(s, everything, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("keys.issue", everything, StringComparison.Ordinal);
    }
}
