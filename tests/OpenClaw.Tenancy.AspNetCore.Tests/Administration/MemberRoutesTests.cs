using System.Net;
using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>Who belongs to a tenant, and who may say so.</summary>
public sealed class MemberRoutesTests : IAsyncLifetime
{
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Member_is_added_listed_changed_and_removed()
    {
        Answer added = await _world.PostAsync("/api/v1/members", AdminWorld.Acme, """{"issuer":"https://login.example","subject":"42","role":"member"}""");
        string id = AdminWorld.Member(added, "id");
        JsonElement listed = Assert.Single(AdminWorld.List(await _world.GetAsync("/api/v1/members", AdminWorld.Acme), "members"));
        Answer changed = await _world.PatchAsync($"/api/v1/members/{id}", AdminWorld.Acme, $$"""{"role":"readonly","version":{{AdminWorld.Member(added, "version")}}}""");
        Answer stale = await _world.PatchAsync($"/api/v1/members/{id}", AdminWorld.Acme, $$"""{"role":"admin","version":{{AdminWorld.Member(added, "version")}}}""");
        Answer removed = await _world.DeleteAsync($"/api/v1/members/{id}", AdminWorld.Acme);

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Contains($"Location: /api/v1/members/{id}", added.Headers, StringComparison.Ordinal);
        Assert.Equal(["id", "role", "joined_at", "version"], AdminWorld.Members(added));
        Assert.Equal(added.Body, listed.GetRawText());
        Assert.Equal("readonly", AdminWorld.Member(changed, "role"));
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (stale.Status, stale.Code));
        Assert.Equal((HttpStatusCode.OK, $$"""{"id":"{{id}}","status":"removed"}"""), (removed.Status, removed.Body));
        Assert.Equal("not_found", (await _world.DeleteAsync($"/api/v1/members/{id}", AdminWorld.Acme)).Code);
        Assert.Empty(AdminWorld.List(await _world.GetAsync("/api/v1/members", AdminWorld.Acme), "members"));
    }

    [Fact]
    public async Task Member_is_added_once()
    {
        await _world.JoinAsync(AdminWorld.Acme, "42", "member");

        Answer again = await _world.PostAsync("/api/v1/members", AdminWorld.Acme, """{"issuer":"idp","subject":"42","role":"admin"}""");

        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (again.Status, again.Code));
    }

    [Fact]
    public async Task Admin_makes_no_owner_and_touches_none()
    {
        string ownerKey = await _world.FoundAsync("umbrella");
        string owner = await _world.JoinAsync(ownerKey, "boss", "owner");
        string admin = await _world.JoinAsync(ownerKey, "hand", "admin");
        string adminKey = AdminWorld.Member(await _world.PostAsync("/api/v1/keys", ownerKey, $$"""{"role":"admin","user_id":"{{admin}}"}"""), "key");
        string ownersOwn = AdminWorld.Member(await _world.PostAsync("/api/v1/keys", ownerKey, """{"role":"owner"}"""), "id");

        Answer[] refused =
        [
            await _world.PostAsync("/api/v1/members", adminKey, """{"issuer":"idp","subject":"friend","role":"owner"}"""),
            await _world.PatchAsync($"/api/v1/members/{admin}", adminKey, """{"role":"owner"}"""),
            await _world.PatchAsync($"/api/v1/members/{owner}", adminKey, """{"role":"member"}"""),
            await _world.DeleteAsync($"/api/v1/members/{owner}", adminKey),
            await _world.PostAsync("/api/v1/invitations", adminKey, """{"role":"owner"}"""),
            await _world.PostAsync("/api/v1/keys", adminKey, """{"role":"owner"}"""),
            await _world.DeleteAsync($"/api/v1/keys/{ownersOwn}", adminKey),
            await _world.PostAsync($"/api/v1/keys/{ownersOwn}/rotate", adminKey, "{}"),
        ];

        Assert.All(refused, a => Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), (a.Status, a.Code)));
        Assert.Equal(refused.Length, _world.Refusals("umbrella").Length);
        Assert.All(_world.Refusals("umbrella"), e => Assert.Equal("policy_forbid", e.ReasonCode));
        Assert.Equal(
            new HashSet<string?> { "admin", "owner" },
            AdminWorld.List(await _world.GetAsync("/api/v1/members", ownerKey), "members").Select(m => m.GetProperty("role").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Last_owner_stays()
    {
        string ownerKey = await _world.FoundAsync("umbrella");
        string owner = await _world.JoinAsync(ownerKey, "boss", "owner");

        Answer demoted = await _world.PatchAsync($"/api/v1/members/{owner}", ownerKey, """{"role":"member"}""");
        Answer removed = await _world.DeleteAsync($"/api/v1/members/{owner}", ownerKey);
        await _world.JoinAsync(ownerKey, "heir", "owner");
        Answer afterwards = await _world.DeleteAsync($"/api/v1/members/{owner}", ownerKey);

        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (demoted.Status, demoted.Code));
        Assert.Equal(demoted, removed);
        Assert.Equal(HttpStatusCode.OK, afterwards.Status);
    }

    [Fact]
    public async Task Member_has_no_business_on_an_admin_route_and_dies_with_his_membership()
    {
        string member = await _world.JoinAsync(AdminWorld.Acme, "42", "member");
        string key = AdminWorld.Member(await _world.PostAsync("/api/v1/keys", AdminWorld.Acme, $$"""{"role":"member","user_id":"{{member}}"}"""), "key");

        Answer listed = await _world.GetAsync("/api/v1/members", key);
        Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), (listed.Status, listed.Code));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", key)).Status);

        await _world.DeleteAsync($"/api/v1/members/{member}", AdminWorld.Acme);
        Assert.Equal("token_invalid", (await _world.GetAsync("/work", key)).Code);
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Acme)).Status);
    }

    [Fact]
    public async Task Invitation_shows_its_code_once_and_is_withdrawn()
    {
        Answer issued = await _world.PostAsync("/api/v1/invitations", AdminWorld.Acme, """{"role":"member","lifetime_seconds":60}""");
        string id = AdminWorld.Member(issued, "id");
        Answer listed = await _world.GetAsync("/api/v1/invitations", AdminWorld.Acme);
        Answer withdrawn = await _world.DeleteAsync($"/api/v1/invitations/{id}", AdminWorld.Acme);

        Assert.Equal(HttpStatusCode.Created, issued.Status);
        Assert.Contains($"Location: /api/v1/invitations/{id}", issued.Headers, StringComparison.Ordinal);
        Assert.Equal(["id", "role", "expires_at", "code"], AdminWorld.Members(issued));
        Assert.Equal(["id", "role", "expires_at"], Assert.Single(AdminWorld.List(listed, "invitations")).EnumerateObject().Select(p => p.Name));
        Assert.Equal((HttpStatusCode.OK, $$"""{"id":"{{id}}","status":"withdrawn"}"""), (withdrawn.Status, withdrawn.Body));
        Assert.Equal("not_found", (await _world.DeleteAsync($"/api/v1/invitations/{id}", AdminWorld.Acme)).Code);
    }
}
