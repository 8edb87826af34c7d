using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>What is done with API keys. Each is used at once after what was done to it.</summary>
internal sealed class KeySteps(Asker asker, SessionSteps sessions)
{
    /// <summary>How long a key lives that ends by itself.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(530);

    private Oracle Oracle => asker.Oracle;

    /// <summary>Gives a part of what the caller holds to whoever gets the key.</summary>
    public async Task IssueAsync(Credential who, string[] rights, bool ends)
    {
        string scopes = string.Join(',', rights.Select(static r => $"\"operator.{(r == "approve" ? "approvals" : r)}\""));
        string role = rights.Contains("approve") ? "admin" : "member";
        string lifetime = ends ? $",\"lifetime_seconds\":{Lifetime.TotalSeconds}" : string.Empty;
        Answer answer = await asker.AskAsync(
            who, Oracle.Collection(who, "admin", 201), "POST", "/api/v1/keys", $$"""{"role":"{{role}}","scopes":[{{scopes}}]{{lifetime}}}""");
        if (answer.Status == 201)
        {
            await KeepAsync(who.Tenant, answer, who.Hands, rights, ends ? Oracle.Now + Lifetime : TimeSpan.MaxValue);
            asker.Tally.Add(Happening.KeyIssued);
        }
    }

    public async Task RevokeAsync(Credential who, Credential key)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Key(who, key, 200), "DELETE", $"/api/v1/keys/{key.Id}");
        if (answer.Status == 200)
        {
            key.IsDead = true;
            asker.Tally.Add(Happening.KeyRevoked);
            await sessions.ListAsync(key);
        }
    }

    /// <summary>Replaces a key that lives by one that holds the same and ends with it.</summary>
    public async Task RotateAsync(Credential who, Credential key)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Key(who, key, 201), "POST", $"/api/v1/keys/{key.Id}/rotate", "{}");
        if (answer.Status == 201)
        {
            key.IsDead = true;
            asker.Tally.Add(Happening.KeyRotated);
            await KeepAsync(key.Tenant, answer, [.. key.Hands.Union(who.Hands)], key.Rights, key.Ends);
            await sessions.ListAsync(key);
        }
    }

    private async Task KeepAsync(string tenant, Answer answer, string[] hands, string[] rights, TimeSpan ends)
    {
        var key = new Credential(CredentialKind.Key, tenant, answer.Member("key"), hands, rights) { Id = answer.Member("id"), Ends = ends };
        asker.Know(key);
        await sessions.ListAsync(key);
    }
}
