using System.Net;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>What platform operators do with tenants.</summary>
public sealed class TenantRoutesTests : IAsyncLifetime
{
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Created_tenant_has_the_shape_of_the_contract_and_a_key_that_works()
    {
        Answer made = await _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"id":"umbrella","name":"Umbrella"}""");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(["id", "name", "platform_api_key", "status", "created_at"], AdminWorld.Members(made));
        Assert.Equal(("umbrella", "Umbrella", "active"), (AdminWorld.Member(made, "id"), AdminWorld.Member(made, "name"), AdminWorld.Member(made, "status")));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", AdminWorld.Member(made, "created_at"));
        Assert.Contains("Location: /api/v1/tenants/umbrella", made.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", made.Headers, StringComparison.Ordinal);
        string key = AdminWorld.Member(made, "platform_api_key");
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/api/v1/tenants/umbrella", key)).Status);
        Assert.Equal("scope_missing", (await _world.GetAsync("/api/v1/tenants", key)).Code);
    }

    [Fact]
    public async Task Tenant_without_an_id_gets_one_and_keeps_its_region()
    {
        Answer made = await _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"name":"Nameless","region":"eu-1"}""");

        Answer read = await _world.GetAsync($"/api/v1/tenants/{AdminWorld.Member(made, "id")}", AdminWorld.Operator);
        Assert.Equal("eu-1", AdminWorld.Member(read, "region"));
        Assert.Equal(["id", "name", "region", "status", "created_at", "version"], AdminWorld.Members(read));
    }

    [Fact]
    public async Task Name_and_status_are_changed_together_or_not_at_all()
    {
        Answer changed = await _world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Operator, """{"name":"New","status":"suspended"}""");
        string version = AdminWorld.Member(changed, "version");
        Answer stale = await _world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Operator, """{"name":"Other","status":"active","version":0}""");
        Answer again = await _world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Operator, $$"""{"status":"active","version":{{version}}}""");

        Assert.Equal(("New", "suspended"), (AdminWorld.Member(changed, "name"), AdminWorld.Member(changed, "status")));
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (stale.Status, stale.Code));
        Assert.Equal(("New", "active"), (AdminWorld.Member(again, "name"), AdminWorld.Member(again, "status")));
    }

    [Fact]
    public async Task Suspension_kills_the_tenants_credentials_at_the_next_request_and_only_its()
    {
        string key = await _world.FoundAsync("umbrella");
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", key)).Status);

        await _world.PatchAsync("/api/v1/tenants/umbrella", AdminWorld.Operator, """{"status":"suspended"}""");
        Answer dead = await _world.GetAsync("/work", key);
        Answer other = await _world.GetAsync("/work", AdminWorld.Acme);
        await _world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Operator, """{"status":"suspended"}""");
        Answer token = await _world.GetAsync("/work", AdminWorld.Acme);

        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (dead.Status, dead.Code));
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (token.Status, token.Code));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Globex)).Status);
    }

    [Fact]
    public async Task Deleted_stays_deleted_and_its_id_is_never_used_again()
    {
        string key = await _world.FoundAsync("umbrella");

        Answer deleted = await _world.DeleteAsync("/api/v1/tenants/umbrella", AdminWorld.Operator);
        Answer again = await _world.DeleteAsync("/api/v1/tenants/umbrella", AdminWorld.Operator);

        Assert.Equal((HttpStatusCode.OK, """{"id":"umbrella","status":"deleted"}"""), (deleted.Status, deleted.Body));
        Assert.Equal(deleted, again);
        Assert.Equal("token_invalid", (await _world.GetAsync("/work", key)).Code);
        Assert.Equal("deleted", AdminWorld.Member(await _world.GetAsync("/api/v1/tenants/umbrella", AdminWorld.Operator), "status"));
        Assert.Equal("conflict", (await _world.PatchAsync("/api/v1/tenants/umbrella", AdminWorld.Operator, """{"status":"active"}""")).Code);
        Assert.Equal("conflict", (await _world.PatchAsync("/api/v1/tenants/umbrella", AdminWorld.Operator, """{"name":"Risen"}""")).Code);
        foreach (string id in (string[])["umbrella", "urnbrella", "umbre11a", "acme", "acrne"])
        {
            Answer taken = await _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, $$"""{"id":"{{id}}","name":"Again"}""");
            Assert.Equal((HttpStatusCode.Conflict, "conflict"), (taken.Status, taken.Code));
        }
    }

    [Fact]
    public async Task One_of_fifty_who_want_the_same_id_gets_it()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(
            n => _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, $$"""{"id":"hooli","name":"Number {{n}}"}""")));

        Answer won = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(49, answers.Count(a => a is { Status: HttpStatusCode.Conflict, Code: "conflict" }));
        Assert.Equal(AdminWorld.Member(won, "name"), AdminWorld.Member(await _world.GetAsync("/api/v1/tenants/hooli", AdminWorld.Operator), "name"));
        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync("/work", AdminWorld.Member(won, "platform_api_key"))).Status);
    }

    [Fact]
    public async Task No_more_tenants_than_the_cap()
    {
        await using AdminWorld capped = await AdminWorld.StartAsync(o => o.MaxTenants = 5);
        await capped.FoundAsync("fourth");
        await capped.FoundAsync("fifth");

        Answer sixth = await capped.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"id":"sixth","name":"Sixth"}""");

        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (sixth.Status, sixth.Code));
        Assert.Equal("not_found", (await capped.GetAsync("/api/v1/tenants/sixth", AdminWorld.Operator)).Code);
    }

    [Fact]
    public async Task List_holds_every_tenant_once_and_not_the_platform()
    {
        await _world.FoundAsync("umbrella");

        JsonElement[] all = AdminWorld.List(await _world.GetAsync("/api/v1/tenants", AdminWorld.Operator), "tenants");

        Assert.Equal(["acme", "globex", "initech", "umbrella"], all.Select(t => t.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Act_on_the_platform_is_recorded_before_it_happens()
    {
        _world.Ledger.BeforeAppend = (_, _) => throw new IOException("the disk is full");

        Answer refused = await _world.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"id":"umbrella","name":"Umbrella"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (refused.Status, refused.Code));
        Assert.False(_world.Directory.TryFind("umbrella", out _));
        _world.Ledger.BeforeAppend = (_, _) => ValueTask.CompletedTask;
        await _world.FoundAsync("umbrella");
        Assert.Single(_world.Records, e => e is { Action: "tenants.create", Outcome: AuditOutcome.Allowed } && e.Tenant == TenantId.Platform);
    }
}
