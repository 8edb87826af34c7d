using System.Text.Json;
using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Histories;

/// <summary>What may happen in a history, over HTTP, and what the oracle says to it.</summary>
internal sealed class HistorySteps(RunningGateway gateway, Oracle oracle, Dictionary<int, int>? seen) : IAsyncDisposable
{
    public Dictionary<int, int> Seen { get; } = seen ?? [];

    /// <summary>A tenant with a member, an admin, a reader, a forged token, and one session of its own.</summary>
    public async Task RegisterAsync(string tenant)
    {
        await gateway.ChangeAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)) { Issuers = [DevelopmentWorld.Issuer] }));
        Issue(tenant);
        string member = gateway.Member(tenant);
        oracle.Credentials.Add(new Credential(CredentialKind.Forged, tenant, member[..^8] + "AAAAAAAA", "forger", "admin"));
        await CreateAsync(oracle.Credentials.First(c => c.Tenant == tenant && c.Rights.Contains("write")));
    }

    public async Task CreateAsync(Credential who)
    {
        Answer answer = await AskAsync(who, oracle.Collection(who, "write", 201), "POST", "/api/v1/sessions", $$"""{"title":"canary-of-{{who.Tenant}}"}""");
        if (answer.Status == 201)
        {
            oracle.Sessions.Add(new KnownSession(answer.Member("session_id"), who.Tenant));
        }
    }

    public async Task ReadAsync(Credential who, KnownSession session)
    {
        Answer answer = await AskAsync(who, oracle.Session(who, "read", session), "GET", $"/api/v1/sessions/{session.Id}");
        Assert.Equal(answer.Status == 200, answer.Body.Contains($"canary-of-{who.Tenant}", StringComparison.Ordinal));
    }

    public async Task ListAsync(Credential who)
    {
        Answer answer = await AskAsync(who, oracle.Collection(who, "read", 200), "GET", "/api/v1/sessions?limit=200");
        if (answer.Status == 200)
        {
            string[] listed = [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty("sessions").EnumerateArray().Select(static s => s.GetProperty("session_id").GetString()!)];
            Assert.Equal(oracle.Listed(who.Tenant).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        }
    }

    public Task ChatAsync(Credential who, KnownSession session) =>
        AskAsync(who, oracle.Session(who, "write", session), "POST", "/api/v1/chat", $$"""{"message":"canary-of-{{who.Tenant}}","session_id":"{{session.Id}}"}""");

    public async Task DeleteAsync(Credential who, KnownSession session)
    {
        Answer answer = await AskAsync(who, oracle.Session(who, "write", session), "DELETE", $"/api/v1/sessions/{session.Id}");
        session.IsDeleted |= answer.Status == 200;
    }

    public async Task DelegateAsync(Credential who, string[] rights)
    {
        string scopes = string.Join(',', rights.Select(static r => $"\"operator.{r}\""));
        Answer answer = await AskAsync(who, oracle.Collection(who, "admin", 201), "POST", "/api/v1/keys", $$"""{"scopes":[{{scopes}}]}""");
        Keep(who.Tenant, answer, rights);
    }

    public async Task RevokeAsync(Credential who, Credential? key)
    {
        if (key is not null && await ReachesAsync(who, key, 200, "DELETE", $"/api/v1/keys/{key.Id}"))
        {
            key.IsDead = true;
        }
    }

    public async Task RotateAsync(Credential who, Credential? key)
    {
        // What was revoked is not rotated: that is another rule than this one.
        if (key is { IsDead: false } && await ReachesAsync(who, key, 201, "POST", $"/api/v1/keys/{key.Id}/rotate", "{}"))
        {
            key.IsDead = true;
        }
    }

    public async Task SuspendOrResumeAsync(string tenant)
    {
        bool suspends = !oracle.IsSuspended(tenant);
        Answer answer = await gateway.SendAsync("PATCH", $"/api/v1/tenants/{tenant}", Operator("olga"), $$"""{"status":"{{(suspends ? "suspended" : "active")}}"}""");
        Assert.Equal(200, answer.Status);
        if (suspends)
        {
            oracle.Suspend(tenant);
        }
        else
        {
            oracle.Resume(tenant);
            Issue(tenant);
        }
    }

    public async Task OpenGlassAsync(string tenant)
    {
        if (oracle.IsSuspended(tenant) || oracle.Credentials.Count(static c => c.Kind == CredentialKind.Grant && !c.IsDead) >= 8)
        {
            return;
        }

        Answer asked = await gateway.SendAsync(
            "POST", "/api/v1/break-glass", Operator("olga"), $$"""{"ticket":"INC-1","reason":"a history","target_tenant":"{{tenant}}","scopes":["operator.read"],"duration_seconds":600}""");
        Assert.Equal(202, asked.Status);
        string id = asked.Member("grant_id");
        Assert.Equal(200, (await gateway.SendAsync("POST", $"/api/v1/break-glass/{id}/approve", Operator("otto"))).Status);
        string token = (await gateway.SendAsync("POST", $"/api/v1/break-glass/{id}/token", Operator("olga"))).Member("token");
        oracle.Credentials.Add(new Credential(CredentialKind.Grant, tenant, token, "olga", "read") { Id = id });
    }

    public async Task EndGrantAsync(Credential? grant)
    {
        if (grant is { IsDead: false })
        {
            Assert.Equal(204, (await gateway.SendAsync("DELETE", $"/api/v1/break-glass/{grant.Id}", Operator("otto"))).Status);
            grant.IsDead = true;
        }
    }

    /// <summary>A run of a tenant proposes a command, and somebody of any tenant answers.</summary>
    public async Task ApproveAsync(Credential who, string tenant)
    {
        Credential? asker = oracle.Credentials.FirstOrDefault(c => c.Tenant == tenant && c.Kind == CredentialKind.Token && oracle.IsAlive(c) && c.Rights.Contains("write"));
        if (asker is null)
        {
            return;
        }

        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", asker.Text, $$"""{"message":"!exec echo canary-of-{{tenant}}","stream":true}""");
        JsonElement proposed = JsonDocument.Parse((await stream.NextAsync())!).RootElement;
        string run = proposed.GetProperty("id").GetString()!;
        oracle.Sessions.Add(new KnownSession((await gateway.SendAsync("GET", $"/v1/runs/{run}", asker.Text)).Member("session_id"), tenant));
        string approval = proposed.GetProperty("args").GetProperty("approval_id").GetString()!;
        await AskAsync(who, oracle.Approval(who, tenant, asker.Subject), "POST", $"/v1/runs/{run}/approval", $$"""{"approval_id":"{{approval}}","decision":"deny"}""");
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private async Task<bool> ReachesAsync(Credential who, Credential key, int done, string method, string path, string? json = null)
    {
        int allowed = oracle.Collection(who, "admin", done);
        Answer answer = await AskAsync(who, allowed != done || key.Tenant == who.Tenant ? allowed : 404, method, path, json);
        Keep(who.Tenant, answer, key.Rights);
        return answer.Status == done;
    }

    private void Keep(string tenant, Answer answer, string[] rights)
    {
        if (answer.Status == 201)
        {
            oracle.Credentials.Add(new Credential(CredentialKind.Key, tenant, answer.Member("key"), $"key-{answer.Member("id")}", rights) { Id = answer.Member("id") });
        }
    }

    private void Issue(string tenant)
    {
        oracle.Credentials.Add(new Credential(CredentialKind.Token, tenant, gateway.Member(tenant), $"user-of-{tenant}", "read", "write"));
        oracle.Credentials.Add(new Credential(CredentialKind.Token, tenant, gateway.Admin(tenant), $"admin-of-{tenant}", "admin"));
        oracle.Credentials.Add(new Credential(CredentialKind.Token, tenant, gateway.TokenOf(tenant, $"reader-of-{tenant}", "operator.read"), $"reader-of-{tenant}", "read"));
    }

    private string Operator(string subject) => gateway.TokenOf("platform", subject, "operator.admin");

    // The status is the oracle's, and nothing of another tenant stands anywhere in the answer.
    private async Task<Answer> AskAsync(Credential who, int expected, string method, string path, string? json = null)
    {
        Answer answer = await gateway.SendAsync(method, path, who.Text, json);
        Assert.True(answer.Status == expected, $"{who.Kind} of {who.Tenant} ({string.Join(' ', who.Rights)}): {method} {path}: expected {expected}\n{answer}");
        Assert.DoesNotContain(oracle.Tenants, t => t != who.Tenant && answer.Body.Contains($"canary-of-{t}", StringComparison.Ordinal));
        Seen[answer.Status] = Seen.GetValueOrDefault(answer.Status) + 1;
        return answer;
    }
}
