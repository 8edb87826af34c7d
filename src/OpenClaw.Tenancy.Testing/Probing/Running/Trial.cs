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

    // A record that never comes is waited for, so no longer than it is worth.
    private bool LooksAtRecords => OwesRecord && Caller is not null && !run.Book.IsFull(ProbeRuleIds.OneRecord, endpoint.Name);

    internal async Task RunAsync()
    {
        run.Book.Try(ruleId, endpoint.Name);
        if (run.Subject.CountCallsAsync is not null)
        {
            run.Book.Try(ProbeRuleIds.CallsAlike, endpoint.Name);
        }

        Dictionary<string, string> found = await AttemptAsync().ConfigureAwait(false);
        if (found.Count != 0 && !found.Values.Any(static f => f.StartsWith("status", StringComparison.Ordinal)))
        {
            // What differs by what the stranger did before, such as his own trail, or by chance, does not differ for an object that he never named.
            if (!kind.IsTenants)
            {
                await RenewAsync().ConfigureAwait(false);
            }

            Dictionary<string, string> again = await AttemptAsync().ConfigureAwait(false);
            found = again.Where(f => found.ContainsKey(f.Key)).ToDictionary(StringComparer.Ordinal);
        }

        foreach ((string rule, string difference) in found)
        {
            run.Book.Fail(rule, endpoint.Name, position.Name, kind.Name, $"{method} gives {difference}");
        }
    }

    private async Task<Dictionary<string, string>> AttemptAsync()
    {
        string absentId = run.AbsentLike(kind);
        ProbeAnswer nothing = await SendAsync(absentId).ConfigureAwait(false);
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
        run.Book.Time(endpoint.Name, foreign.Elapsed, nothing.Elapsed);
        if (foreign.Status == TooMany || absent.Any(static a => a.Answer.Status == TooMany))
        {
            run.Book.Throttled(ruleId, endpoint.Name);
            return [];
        }

        Dictionary<string, string> found = await CompareAsync(run.Shape(foreign, tried), absent).ConfigureAwait(false);
        await LookAtRecordsAsync(foreign, kind.Foreign.Id, "for the foreign one").ConfigureAwait(false);
        await LookAtRecordsAsync(nothing, absentId, "for the absent one").ConfigureAwait(false);
        if ((!_safe || Changes) && !kind.IsTenants)
        {
            // What was done to a tenant as such is looked for once, at the end of the endpoint.
            await run.Watch.LookAsync(kind, endpoint.Name, position.Name).ConfigureAwait(false);
            if (foreign.IsSuccess)
            {
                // Where callers name ids, the stranger may now have one of his own by that name, which is no finding, and no foreign one any more.
                await RenewAsync().ConfigureAwait(false);
            }
        }

        return found;
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
        return await run.AskAsync(Caller, draft, position.Name, LooksAtRecords).ConfigureAwait(false);
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

    private async Task<Dictionary<string, string>> CompareAsync(AnswerShape foreign, List<(ProbeAnswer Answer, string Tried)> absent)
    {
        List<AnswerShape> shapes = [.. absent.Select(a => run.Shape(a.Answer, a.Tried))];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string rule, Func<string, bool> looked) in ((string, Func<string, bool>)[])
            [(ruleId, static part => part != AnswerShape.CallsOfStores), (ProbeRuleIds.CallsAlike, static part => part == AnswerShape.CallsOfStores)])
        {
            string? difference = AnswerShape.Difference(foreign, shapes, "an absent one gives", looked);
            for (int more = 0; difference is not null && more < 2; more++)
            {
                // A time or an invented number may be the same twice by chance.
                ProbeAnswer again = await SendAsync(run.AbsentLike(kind)).ConfigureAwait(false);
                shapes.Add(run.Shape(again, _tried));
                difference = AnswerShape.Difference(foreign, shapes, "an absent one gives", looked);
            }

            if (difference is not null)
            {
                found[rule] = difference;
            }
        }

        return found;
    }

    private async Task RenewAsync()
    {
        await run.MakeForeignAsync(kind).ConfigureAwait(false);
        await run.Watch.BeginAsync().ConfigureAwait(false);
    }

    private async Task LookAtRecordsAsync(ProbeAnswer answer, string id, string which)
    {
        if (!LooksAtRecords || answer is not { Refusals: { } refusals, IsRefusal: true })
        {
            return;
        }

        run.Book.Try(ProbeRuleIds.OneRecord, endpoint.Name);

        // What somebody else was refused meanwhile may fall into one answer, and hardly into two.
        if (refusals != 1 && (await SendAsync(id).ConfigureAwait(false)).Refusals is { } again and not 1)
        {
            run.Book.Fail(ProbeRuleIds.OneRecord, endpoint.Name, position.Name, kind.Name, $"{method} was refused with {answer.Status} {which}, and left {again} records");
        }
    }
}
