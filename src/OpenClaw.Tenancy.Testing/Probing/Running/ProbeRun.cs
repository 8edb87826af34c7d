using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>What all passes of one run share: who asks, what was stored, and what was found.</summary>
internal sealed class ProbeRun
{
    internal ProbeRun(ProbeSubject subject, ProbeOptions options, Wire wire, FindingBook book)
    {
        (Subject, Options, Wire, Book) = (subject, options, wire, book);
        Endpoints = [.. subject.AllEndpoints()];
        Attacked = [.. Endpoints.Where(IsAttacked)];
        Numbers = new SeededNumbers(options.Seed);
        Kinds = [.. subject.Kinds.Select(static k => new KindState(k.Name, k, k.Names))];
        Tenants = new KindState("tenants", null, options.SelectorNames) { Foreign = new(subject.Owner.Id), Own = new(subject.Stranger.Id) };
        Watch = new OwnerWatch(this);
        Foreign.Add(subject.Owner.Canaries);
        OfStranger.Add(subject.Stranger.Canaries);
    }

    internal ProbeSubject Subject { get; }

    internal ProbeOptions Options { get; }

    internal Wire Wire { get; }

    internal FindingBook Book { get; }

    /// <summary>Everything that the owner may look at.</summary>
    internal IReadOnlyList<ProbeEndpoint> Endpoints { get; }

    /// <summary>Everything that attempts are made on.</summary>
    internal IReadOnlyList<ProbeEndpoint> Attacked { get; }

    internal IReadOnlyList<KindState> Kinds { get; }

    /// <summary>Tenants themselves, which routes and selectors name.</summary>
    internal KindState Tenants { get; }

    internal SeededNumbers Numbers { get; }

    internal OwnerWatch Watch { get; }

    /// <summary>The owner's texts.</summary>
    internal Needles Foreign { get; } = new();

    /// <summary>The stranger's texts.</summary>
    internal Needles OfStranger { get; } = new();

    internal bool IsAttacked(ProbeEndpoint endpoint) => Subject.Attacked?.Contains(endpoint.Name, StringComparer.Ordinal) != false;

    internal AnswerShape Shape(ProbeAnswer answer, string tried) => new(answer, tried, Options.IgnoredHeaders);

    internal string AbsentLike(KindState kind) => Ids.AbsentLike(kind.Foreign.Id, Numbers);

    /// <summary>The kind that a parameter or member means; tenants last, because a host may keep a kind of that name.</summary>
    internal KindState? KindOf(string name, string? after) =>
        Kinds.FirstOrDefault(k => k.IsMeantBy(name, after)) ?? (Tenants.IsMeantBy(name, after) ? Tenants : null);

    /// <summary>Stores the owner's objects anew.</summary>
    internal async Task MakeForeignAsync()
    {
        foreach (KindState kind in Kinds)
        {
            await MakeForeignAsync(kind).ConfigureAwait(false);
        }
    }

    internal async Task MakeForeignAsync(KindState kind) => kind.Foreign = await MakeAsync(kind, Subject.Owner, Foreign).ConfigureAwait(false);

    internal async Task MakeOwnAsync(KindState kind)
    {
        kind.Own = await MakeAsync(kind, Subject.Stranger, OfStranger).ConfigureAwait(false);
        kind.IsUsed = false;
    }

    /// <summary>Stores one more of the owner's, which is looked for as well.</summary>
    internal Task MakeMoreAsync(KindState kind) => MakeAsync(kind, Subject.Owner, Foreign);

    /// <summary>Values for all parameters of a route, where each means a kind.</summary>
    internal bool TryFill(ProbeEndpoint endpoint, Func<KindState, string> idOf, out Dictionary<string, string> values, out List<KindState> kinds)
    {
        (values, kinds) = (new Dictionary<string, string>(StringComparer.Ordinal), []);
        foreach (PathParameter parameter in endpoint.Path.Parameters)
        {
            if (KindOf(parameter.Name, parameter.After) is not { } kind)
            {
                return false;
            }

            values[parameter.Name] = Uri.EscapeDataString(idOf(kind));
            kinds.Add(kind);
        }

        return true;
    }

    /// <summary>A request as the stranger would send it for what is his own.</summary>
    internal async Task<RequestDraft> DraftAsync(ProbeEndpoint endpoint, string method)
    {
        var draft = new RequestDraft(endpoint, method);
        foreach (PathParameter parameter in endpoint.Path.Parameters)
        {
            KindState kind = KindOf(parameter.Name, parameter.After) ?? Kinds[0];
            draft.Route[parameter.Name] = Uri.EscapeDataString((await FreshAsync(kind, draft).ConfigureAwait(false)).Id);
        }

        if (endpoint.TakesBody || Subject.Bodies.ContainsKey(endpoint.Name))
        {
            draft.Json = await FillAsync(Subject.Bodies.GetValueOrDefault(endpoint.Name, "{}"), draft).ConfigureAwait(false);
        }

        return draft;
    }

    /// <summary>A body or a frame with ids of what is the stranger's own.</summary>
    internal async Task<string> FillAsync(string text, RequestDraft? draft = null)
    {
        foreach (KindState kind in Kinds.Where(k => text.Contains($"{{{k.Name}}}", StringComparison.Ordinal)))
        {
            text = text.Replace($"{{{kind.Name}}}", (await FreshAsync(kind, draft).ConfigureAwait(false)).Id, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Asks as somebody who is not the owner, and looks at what no such answer may be or carry.</summary>
    internal async Task<ProbeAnswer> AskAsync(ProbeTenant? caller, RequestDraft draft, string position, bool owesRecord = false)
    {
        ProbeRequest request = draft.Build();
        Foreign.Forget([request.Target, Uri.UnescapeDataString(request.Target), request.Json ?? string.Empty, .. request.Headers.Select(static h => h.Value)]);
        ProbeAnswer answer = await Wire.SendCountedAsync(caller, request, owesRecord).ConfigureAwait(false);
        string endpoint = draft.Endpoint.Name;
        Book.Try(ProbeRuleIds.NoForeignText, endpoint);
        Book.Try(ProbeRuleIds.NoServerError, endpoint);
        if (Foreign.Find($"{answer.HeadersText}\n{answer.Body}") is { } needle)
        {
            Book.Fail(ProbeRuleIds.NoForeignText, endpoint, position, "any", $"{request.Method} answered {answer.Status} with '{needle}', which is the owner's");
        }

        if (answer.Status >= 500 || answer.Broken is not null)
        {
            Book.Fail(ProbeRuleIds.NoServerError, endpoint, position, "any", $"{request.Method} gave {answer.Broken ?? answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (answer.IsSuccess && request.Method is not ("GET" or "HEAD" or "OPTIONS"))
        {
            draft.Uses.ForEach(static k => k.IsUsed = true);
        }

        return answer;
    }

    private async Task<ProbeObject> FreshAsync(KindState kind, RequestDraft? draft)
    {
        if (kind is { IsUsed: true, IsTenants: false })
        {
            await MakeOwnAsync(kind).ConfigureAwait(false);
        }

        draft?.Uses.Add(kind);
        return kind.Own;
    }

    /// <summary>Stores one as a tenant, whose texts it is then looked for by.</summary>
    internal async Task<ProbeObject> MakeAsync(KindState kind, ProbeTenant owner, Needles needles)
    {
        string mark = Numbers.Text();
        (ProbeObject? made, string why) = await TryMakeAsync(kind, owner, mark).ConfigureAwait(false);
        if (made is null)
        {
            throw new ProbeStoppedException($"'{owner.Name}' could not make one of '{kind.Name}': {why}");
        }

        needles.Add([made.Id, mark, .. made.Canaries]);
        return made;
    }

    /// <summary>Stores one as a tenant, or says why the host did not take it.</summary>
    internal async Task<(ProbeObject? Made, string Why)> TryMakeAsync(KindState kind, ProbeTenant owner, string mark, params (string Name, string Value)[] headers)
    {
        try
        {
            return (await Wire.MakeAsync(kind.Kind!, owner, mark, headers).ConfigureAwait(false), string.Empty);
        }
        catch (Exception error) when (!Wire.Stop.IsCancellationRequested && error is not ProbeStoppedException)
        {
            return (null, $"{error.GetType().Name}: {error.Message}");
        }
    }
}
