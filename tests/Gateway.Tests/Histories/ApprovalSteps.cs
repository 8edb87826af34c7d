using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>What is proposed, answered, and carried out or not. What performs a run acts by a part of its caller's claim, which dies with it.</summary>
internal sealed class ApprovalSteps(Asker asker, SessionSteps sessions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Oracle Oracle => asker.Oracle;

    /// <summary>Somebody answers; where he may not, it still waits, and whoever may gives the same answer. Then it is carried out once, or not at all.</summary>
    /// <param name="requester">Whose run proposes a command.</param>
    /// <param name="first">Anybody.</param>
    /// <param name="second">Somebody who may answer the requester.</param>
    /// <param name="allows">What both answer.</param>
    public async Task AnswerAsync(Credential requester, Credential first, Credential second, bool allows)
    {
        await using Proposed proposed = await ProposeAsync(requester);
        if (!await ResolveAsync(proposed, first, allows))
        {
            Assert.Equal("waiting_approval", await StatusAsync(proposed, requester));
            Assert.True(await ResolveAsync(proposed, second, allows));
        }

        List<string> rest = await proposed.Stream.RestAsync();
        Assert.Equal(allows ? 1 : 0, rest.Count(static e => e.Contains("\"is_granted\":true", StringComparison.Ordinal)));
        Assert.Equal(allows ? 1 : 0, rest.Count(static e => e.Contains(SessionSteps.Done, StringComparison.Ordinal)));
        proposed.Session.CarriedOut = allows ? 1 : 0;
        asker.Tally.Add(allows ? Happening.Allowed : Happening.Denied);

        // A later answer changes nothing.
        Assert.False(await ResolveAsync(proposed, second, !allows));
        Assert.False(await ResolveAsync(proposed, second, allows));
        await sessions.ReadAsync(requester, proposed.Session);
    }

    /// <summary>The requester's credential is taken away while his run waits: whatever is answered, nothing is carried out.</summary>
    /// <param name="requester">Whose run proposes a command.</param>
    /// <param name="lose">Takes the credential away, and says who answers then.</param>
    public async Task LoseAsync(Credential requester, Func<Task<Credential>> lose)
    {
        await using Proposed proposed = await ProposeAsync(requester);
        Credential answers = await lose();
        await ResolveAsync(proposed, answers, allows: true);
        using var ended = new CancellationTokenSource(Patience);
        while (await StatusAsync(proposed, answers) is var status && status != "failed")
        {
            Assert.Contains(status, (string[])["queued", "running", "waiting_approval"]);
            await Task.Delay(20, ended.Token);
        }

        asker.Tally.Add(Happening.WorkLost);
        await sessions.ReadAsync(answers, proposed.Session);
    }

    private async Task<Proposed> ProposeAsync(Credential requester)
    {
        OpenStream stream = await asker.Gateway.OpenAsync(
            "POST", "/api/v1/chat", requester.Text, $$"""{"message":"!exec echo {{Canary.Of(requester.Tenant)}}","stream":true}""");
        JsonElement told = JsonDocument.Parse((await stream.NextAsync())!).RootElement;
        string run = told.GetProperty("id").GetString()!;
        Answer shown = await asker.AskAsync(requester, 200, "GET", $"/v1/runs/{run}");
        var session = new KnownSession(shown.Member("session_id"), requester.Tenant);
        asker.Know(session);
        return new Proposed(requester, stream, session, run, told.GetProperty("args").GetProperty("approval_id").GetString()!);
    }

    // Whether it was the answer that counts.
    private async Task<bool> ResolveAsync(Proposed proposed, Credential who, bool allows)
    {
        Answer answer = await asker.AskAsync(
            who,
            Oracle.Approval(who, proposed.Asker, allows),
            "POST",
            $"/v1/runs/{proposed.Run}/approval",
            $$"""{"approval_id":"{{proposed.Id}}","decision":"{{(allows ? "allow-once" : "deny")}}"}""");
        if (answer.Status == 403 && Oracle.May(who, "approve"))
        {
            asker.Tally.Add(
                !Oracle.AreOne(who, proposed.Asker) ? Happening.AllowanceByGrantRefused
                : (who.Kind == CredentialKind.Key) != (proposed.Asker.Kind == CredentialKind.Key) ? Happening.IssuersAnswerRefused
                : Happening.OwnAnswerRefused);
        }

        return answer.Status == 200 && JsonDocument.Parse(answer.Body).RootElement.GetProperty("applied").GetBoolean();
    }

    private async Task<string> StatusAsync(Proposed proposed, Credential who) => (await asker.AskAsync(who, 200, "GET", $"/v1/runs/{proposed.Run}")).Member("status");
}
