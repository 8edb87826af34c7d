using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Histories;

/// <summary>What happens to a tenant from outside: it is registered, suspended, opened again, and looked into by operators.</summary>
/// <param name="asker">Who asks.</param>
/// <param name="sessions">What is done with sessions.</param>
/// <param name="prefix">What the names of this history's operators begin with, who have so many grants each.</param>
internal sealed class TenantSteps(Asker asker, SessionSteps sessions, string prefix)
{
    // Fewer than the gateway lets one operator have.
    private const int MaxGrants = 9;

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan GrantLifetime = TimeSpan.FromSeconds(295);

    private readonly List<Credential> _open = [];

    private Oracle Oracle => asker.Oracle;

    private RunningGateway Gateway => asker.Gateway;

    private string Olga => prefix + "olga";

    private string Otto => prefix + "otto";

    /// <summary>A tenant with people, a forged token, and one session of its own.</summary>
    public async Task RegisterAsync(string tenant)
    {
        await Gateway.ChangeAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)) { Issuers = [DevelopmentWorld.Issuer] }));
        Issue(tenant);
        asker.Know(new Credential(CredentialKind.Forged, tenant, Gateway.Member(tenant)[..^8] + "AAAAAAAA", ["forger"], "admin"));
        await sessions.CreateAsync(Oracle.Credentials.First(c => c.Tenant == tenant && c.Rights.Contains("write")));
        await sessions.CreateAsync(Oracle.Credentials.First(c => c.Tenant == tenant && c.Rights is ["read"]));
    }

    /// <summary>A token for each of a tenant's people. The lead may do what he asks for himself; the deputy is the member, for whom the lead acts.</summary>
    public void Issue(string tenant)
    {
        string user = $"user-of-{tenant}", lead = $"lead-of-{tenant}";
        Know(CredentialKind.Token, [user], "read", "write");
        Know(CredentialKind.Token, [$"admin-of-{tenant}"], "admin");
        Know(CredentialKind.Token, [$"reader-of-{tenant}"], "read");
        Know(CredentialKind.Token, [$"approver-of-{tenant}"], "read", "approve");
        Know(CredentialKind.Token, [lead], "read", "write", "approve");
        Know(CredentialKind.Acting, [user, lead], "read", "write", "approve");

        void Know(CredentialKind kind, string[] hands, params string[] rights)
        {
            string[] scopes = [.. rights.Select(static r => r == "approve" ? "operator.approvals" : $"operator.{r}")];
            string text = kind == CredentialKind.Acting ? Gateway.ActingTokenOf(tenant, hands[0], hands[1], scopes) : Gateway.TokenOf(tenant, hands[0], scopes);
            asker.Know(new Credential(kind, tenant, text, hands, rights) { Ends = Oracle.Now + TokenLifetime });
        }
    }

    /// <summary>An operator's token, which the tenants' routes refuse.</summary>
    public void IssuePlatform() => asker.Know(new Credential(CredentialKind.Platform, "platform", Operator(Olga), [Olga]) { Ends = Oracle.Now + TokenLifetime });

    public async Task SuspendAsync(string tenant)
    {
        Credential[] held = [.. Oracle.Credentials.Where(c => c.Tenant == tenant && Oracle.IsAlive(c))];
        await PatchAsync(tenant, "suspended");
        Oracle.Suspend(tenant);
        asker.Board.Suspend();
        asker.Tally.Add(Happening.Suspended);
        await LookAsync(held);
    }

    public async Task ResumeAsync(string tenant)
    {
        Credential[] held = [.. Oracle.Credentials.Where(c => c.Tenant == tenant && !Oracle.HasEnded(c))];
        await PatchAsync(tenant, "active");
        Oracle.Resume(tenant);
        asker.Board.Resume();
        asker.Tally.Add(Happening.Resumed);
        await LookAsync(held);
        Issue(tenant);
    }

    /// <summary>One operator asks for a look into a tenant, and another one approves.</summary>
    public async Task<Credential> OpenGlassAsync(string tenant)
    {
        _open.RemoveAll(Oracle.HasEnded);
        if (_open.Count == MaxGrants)
        {
            await EndGrantAsync(_open[0]);
        }

        Answer asked = await Gateway.SendAsync(
            "POST",
            "/api/v1/break-glass",
            Operator(Olga),
            $$"""{"ticket":"INC-1","reason":"a history","target_tenant":"{{tenant}}","scopes":["operator.read","operator.approvals"],"duration_seconds":{{GrantLifetime.TotalSeconds}}}""");
        Assert.Equal(202, asked.Status);
        string id = asked.Member("grant_id");
        Assert.Equal(200, (await Gateway.SendAsync("POST", $"/api/v1/break-glass/{id}/approve", Operator(Otto))).Status);
        string token = (await Gateway.SendAsync("POST", $"/api/v1/break-glass/{id}/token", Operator(Olga))).Member("token");
        var grant = new Credential(CredentialKind.Grant, tenant, token, [Olga], "read", "approve") { Id = id, Ends = Oracle.Now + GrantLifetime };
        asker.Know(grant);
        _open.Add(grant);
        asker.Tally.Add(Happening.GrantOpened);
        await sessions.ListAsync(grant);
        return grant;
    }

    public async Task EndGrantAsync(Credential grant)
    {
        Assert.Equal(204, (await Gateway.SendAsync("DELETE", $"/api/v1/break-glass/{grant.Id}", Operator(Otto))).Status);
        grant.IsDead = true;
        _open.Remove(grant);
        asker.Tally.Add(Happening.GrantEnded);
        await sessions.ListAsync(grant);
    }

    private async Task PatchAsync(string tenant, string status) =>
        Assert.Equal(200, (await Gateway.SendAsync("PATCH", $"/api/v1/tenants/{tenant}", Operator(Olga), $$"""{"status":"{{status}}"}""")).Status);

    // At once: a token and a key of those that there were before.
    private async Task LookAsync(Credential[] held)
    {
        foreach (Credential credential in held.GroupBy(static c => c.Kind).Select(static g => g.Last()))
        {
            await sessions.ListAsync(credential);
        }
    }

    private string Operator(string subject) => Gateway.TokenOf("platform", subject, "operator.admin");
}
