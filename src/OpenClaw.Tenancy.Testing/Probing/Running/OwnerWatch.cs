namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Looks as the owner whether everything is as it was.</summary>
internal sealed class OwnerWatch(ProbeRun run)
{
    private readonly List<WatchedAnswer> _watched = [];

    internal IReadOnlyList<WatchedAnswer> Watched => _watched;

    /// <summary>Finds out what the owner is shown of his own, and how it stands.</summary>
    internal async Task BeginAsync()
    {
        _watched.Clear();
        foreach (ProbeEndpoint endpoint in run.Endpoints.Where(e => e.Method == "GET" && !run.Subject.Unwatched.Contains(e.Name, StringComparer.Ordinal)))
        {
            if (run.TryFill(endpoint, static k => k.Foreign.Id, out Dictionary<string, string> values, out List<KindState> kinds))
            {
                var request = new ProbeRequest("GET", endpoint.Path.Fill(values), null, []);
                ProbeAnswer first = await run.Wire.SendAsync(run.Subject.Owner, request).ConfigureAwait(false);
                if (first.IsSuccess && run.Foreign.Find(first.Body) is not null)
                {
                    ProbeAnswer second = await run.Wire.SendAsync(run.Subject.Owner, request).ConfigureAwait(false);
                    _watched.Add(new WatchedAnswer(endpoint, request, kinds, [run.Shape(first, string.Empty), run.Shape(second, string.Empty)]));
                }
            }
        }
    }

    /// <summary>Whether the owner is shown an object of a kind.</summary>
    internal async Task<bool> ShowsAsync(KindState kind)
    {
        foreach (WatchedAnswer watched in _watched)
        {
            ProbeAnswer answer = await run.Wire.SendAsync(run.Subject.Owner, watched.Request).ConfigureAwait(false);
            if (answer.IsSuccess && (watched.Kinds.Contains(kind) || answer.Body.Contains(kind.Foreign.Id, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at what shows one object of a kind, or at everything; what was changed is a finding, and is made anew.</summary>
    internal async Task LookAsync(KindState? kind, string endpoint, string position)
    {
        run.Book.Try(ProbeRuleIds.OwnerUnchanged, endpoint);
        foreach (WatchedAnswer watched in _watched.Where(w => kind is null || w.Kinds.Contains(kind)))
        {
            AnswerShape now = run.Shape(await run.Wire.SendAsync(run.Subject.Owner, watched.Request).ConfigureAwait(false), string.Empty);
            string? difference = AnswerShape.Difference(now, watched.Before, "it was", static n => n == "status" || n.StartsWith("body", StringComparison.Ordinal));
            if (difference is not null)
            {
                run.Book.Fail(ProbeRuleIds.OwnerUnchanged, endpoint, position, kind?.Name ?? "any", $"{watched.Endpoint.Name} as the owner then gives another answer: {difference}");
                await run.MakeForeignAsync().ConfigureAwait(false);
                await BeginAsync().ConfigureAwait(false);
                return;
            }
        }
    }
}
