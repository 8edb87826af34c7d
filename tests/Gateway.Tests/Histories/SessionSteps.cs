using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>What is done with sessions.</summary>
internal sealed class SessionSteps(Asker asker)
{
    /// <summary>What the agent says when it does what was allowed.</summary>
    public const string Done = "would have run";

    private Oracle Oracle => asker.Oracle;

    public async Task CreateAsync(Credential who)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Collection(who, "write", 201), "POST", "/api/v1/sessions", $$"""{"title":"{{Canary.Of(who.Tenant)}}"}""");
        if (answer.Status == 201)
        {
            asker.Know(new KnownSession(answer.Member("session_id"), who.Tenant));
            asker.Tally.Add(Happening.Created);
        }
        else if (answer.Status == 403 && who.Kind != CredentialKind.Platform)
        {
            asker.Tally.Add(Happening.MissingRightRefused);
        }
    }

    /// <summary>Whoever may read sees what its own tenant wrote, and of each proposal that it was carried out as often as it was allowed.</summary>
    public async Task ReadAsync(Credential who, KnownSession session)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Session(who, "read", session), "GET", $"/api/v1/sessions/{session.Id}");
        Assert.Equal(answer.Status == 200, answer.Body.Contains(Canary.Of(who.Tenant), StringComparison.Ordinal));
        Assert.Equal(answer.Status == 200 ? session.CarriedOut : 0, answer.Body.Split(Done).Length - 1);
        asker.Tally.Add(Happening.Read, answer.Status == 200 ? 1 : 0);
        asker.Tally.Add(Happening.ForeignNotFound, answer.Status == 404 && session.Tenant != who.Tenant ? 1 : 0);
    }

    public async Task ListAsync(Credential who)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Collection(who, "read", 200), "GET", "/api/v1/sessions?limit=200");
        if (answer.Status == 200)
        {
            string[] listed = [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty("sessions").EnumerateArray().Select(static s => s.GetProperty("session_id").GetString()!)];
            Assert.Equal(Oracle.Listed(who.Tenant).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
            asker.Tally.Add(Happening.Listed);
        }
    }

    public async Task ChatAsync(Credential who, KnownSession session)
    {
        Answer answer = await asker.AskAsync(
            who, Oracle.Session(who, "write", session), "POST", "/api/v1/chat", $$"""{"message":"{{Canary.Of(who.Tenant)}}","session_id":"{{session.Id}}"}""");
        asker.Tally.Add(Happening.Chatted, answer.Status == 200 ? 1 : 0);
    }

    public async Task DeleteAsync(Credential who, KnownSession session)
    {
        Answer answer = await asker.AskAsync(who, Oracle.Session(who, "write", session), "DELETE", $"/api/v1/sessions/{session.Id}");
        if (answer.Status == 200)
        {
            session.IsDeleted = true;
            asker.Tally.Add(Happening.Deleted);
            await ReadAsync(who, session);
        }
    }
}
