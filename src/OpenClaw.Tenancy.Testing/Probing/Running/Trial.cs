namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>One attempt: a foreign id in one place of one request, between absent ones and beside an own one.</summary>
internal sealed class Trial(ProbeRun run, string ruleId, ProbeEndpoint endpoint, string method, Position position, KindState kind)
{
    private const int TooMany = 429;

    private readonly bool _safe = method is "GET" or "HEAD" or "OPTIONS";
    private string _tried = string.Empty;

    /// <summary>The caller.</summary>
    internal ProbeTenant? Caller { get; init; } = run.Subject.Stranger;

    /// <summary>Whether an own object is tried beside it, which shows that the place is looked at.</summary>
    internal bool WithOwn { get; init; } = true;

    /// <summary>Whether the request changes something though its method does not say so.</summary>
    internal bool Changes { get; init; }

    /// <summary>How an id stands in the request.</summary>
    internal Func<string, string, string> Spell { get; init; } = static (id, _) => id;

    /// <summary>Whether a refusal is to stand in exactly one record.</summary>
    internal bool OwesRecord { get; init; } = true;

    internal async Task<ProbeAnswer> RunAsync()
    {
        ProbeAnswer nothing = await SendAsync(run.AbsentLike(kind)).ConfigureAwait(false);
        List<(ProbeAnswer Answer, string Tried)> absent = [(nothing, _tried)];
        if (WithOwn && (_safe || !kind.IsTenants))
        {
            await WarmAsync().ConfigureAwait(false);
            ProbeAnswer own = await SendAsync(kind.Own.Id).ConfigureAwait(false);
            if (own.Status != nothing.Status)
            {
                kind.IsReached = true;
                run.Book.Reach(endpoint.Name);
            }
        }

        ProbeAnswer foreign = await SendAsync(kind.Foreign.Id).ConfigureAwait(false);
        string tried = _tried;
        absent.Add((await SendAsync(run.AbsentLike(kind)).ConfigureAwait(false), _tried));
        run.Book.Try(ruleId, endpoint.Name);
        run.Book.Time(endpoint.Name, foreign.Elapsed, nothing.Elapsed);
        if (foreign.Status == TooMany || absent.Any(static a => a.Answer.Status == TooMany))
        {
            run.Book.Throttled(ruleId, endpoint.Name);
            return foreign;
        }

        await CompareAsync(run.Shape(foreign, tried), absent).ConfigureAwait(false);
        LookAtRecords(foreign, "for the foreign one");
        LookAtRecords(nothing, "for the absent one");
        if (!_safe || Changes)
        {
            await run.Watch.LookAsync(kind.IsTenants ? null : kind, endpoint, position.Name).ConfigureAwait(false);
        }

        return foreign;
    }

    private async Task<ProbeAnswer> SendAsync(string id)
    {
        RequestDraft draft = await run.DraftAsync(endpoint, method).ConfigureAwait(false);
        draft.Tried = _tried = Spell(id, kind.Own.Id);
        if (string.Equals(id, kind.Own.Id))
        {
            draft.Uses.Add(kind);
        }

        position.Put(draft, draft.Tried, kind.Own.Id);
        return await run.AskAsync(Caller, draft, position.Name, OwesRecord && Caller is not null).ConfigureAwait(false);
    }

    // What the owner has just read may lie in a cache that knows no tenants.
    private async Task WarmAsync()
    {
        if (method == "GET" && !kind.IsTenants)
        {
            RequestDraft draft = await run.DraftAsync(endpoint, method).ConfigureAwait(false);
            position.Put(draft, kind.Foreign.Id, kind.Own.Id);
            await run.Wire.SendAsync(run.Subject.Owner, draft.Build()).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(AnswerShape foreign, List<(ProbeAnswer Answer, string Tried)> absent)
    {
        List<AnswerShape> shapes = [.. absent.Select(a => run.Shape(a.Answer, a.Tried))];
        await CompareAsync(ruleId, foreign, shapes, static part => part != AnswerShape.CallsOfStores).ConfigureAwait(false);
        if (run.Subject.CountCallsAsync is not null)
        {
            run.Book.Try(ProbeRuleIds.CallsAlike, endpoint.Name);
            await CompareAsync(ProbeRuleIds.CallsAlike, foreign, shapes, static part => part == AnswerShape.CallsOfStores).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(string rule, AnswerShape foreign, List<AnswerShape> absent, Func<string, bool> looked)
    {
        string? difference = AnswerShape.Difference(foreign, absent, "an absent one gives", looked);
        for (int more = 0; difference is not null && more < 2; more++)
        {
            // A time or an invented number may be the same twice by chance.
            ProbeAnswer again = await SendAsync(run.AbsentLike(kind)).ConfigureAwait(false);
            absent.Add(run.Shape(again, _tried));
            difference = AnswerShape.Difference(foreign, absent, "an absent one gives", looked);
        }

        if (difference is not null)
        {
            run.Book.Fail(rule, endpoint.Name, position.Name, kind.Name, $"{method} gives {difference}");
        }
    }

    private void LookAtRecords(ProbeAnswer answer, string which)
    {
        if (OwesRecord && Caller is not null && answer is { Refusals: { } refusals, IsRefusal: true })
        {
            run.Book.Try(ProbeRuleIds.OneRecord, endpoint.Name);
            if (refusals != 1)
            {
                run.Book.Fail(ProbeRuleIds.OneRecord, endpoint.Name, position.Name, kind.Name, $"{method} was refused with {answer.Status} {which}, and left {refusals} records");
            }
        }
    }
}
