using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>What a run is about: the host, two tenants of it, and what they can store.</summary>
/// <remarks>Immutable once made.</remarks>
public sealed class ProbeSubject
{
    /// <summary>The host.</summary>
    public required ProbeHost Host { get; init; }

    /// <summary>The tenant whose objects are looked for. Give it all rights in its tenant.</summary>
    public required ProbeTenant Owner { get; init; }

    /// <summary>The tenant that looks for them. Give it all rights in its tenant, so that nothing but the boundary stops it.</summary>
    public required ProbeTenant Stranger { get; init; }

    /// <summary>What can be stored.</summary>
    public required IReadOnlyList<ProbeKind> Kinds { get; init; }

    /// <summary>Callers whom the host must refuse: suspended tenants, revoked or expired credentials, credentials for something else.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ProbeTenant> Ended { get; init; } = [];

    /// <summary>A caller of the stranger's tenant who opens sockets and is ended while they are open.</summary>
    /// <value>Default: null, no socket is looked at for what it does then.</value>
    public ProbeLeaver? Leaver { get; init; }

    /// <summary>JSON bodies of endpoints, by their names (<c>POST /api/chat</c>). <c>{sessions}</c> stands for an id of that kind.</summary>
    /// <value>Default: none; such an endpoint is sent an empty object with the names of the kinds.</value>
    public IReadOnlyDictionary<string, string> Bodies { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>How an object that belongs to no tenant is made, by the name of its kind: as an import or a removed tenant leaves it, past the host if need be, with the text, which stands nowhere else, in it.</summary>
    /// <value>Default: none, the host can keep none.</value>
    public IReadOnlyDictionary<string, Func<string, CancellationToken, Task<ProbeObject>>> Unowned { get; init; } = FrozenDictionary<string, Func<string, CancellationToken, Task<ProbeObject>>>.Empty;

    /// <summary>WebSockets and the frames that they take.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ProbeSocket> Sockets { get; init; } = [];

    /// <summary>Names of endpoints that are not called.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Names of the endpoints on which attempts are made, such as those that a change is about. The others are read by the owner alone, to see what became of his.</summary>
    /// <value>Default: null, all of them.</value>
    public IReadOnlyList<string>? Attacked { get; init; }

    /// <summary>Names of endpoints whose answer to the owner changes by itself, such as an audit trail: what changes there is no finding.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Unwatched { get; init; } = [];

    /// <summary>How many refusals the audit has recorded until now, over all trails that a stranger's refusal is to stand in once.</summary>
    /// <value>Default: null, records are not looked at.</value>
    public Func<CancellationToken, Task<long>>? CountRefusalsAsync { get; init; }

    /// <summary>How many times the stores were called until now.</summary>
    /// <value>Default: null, calls are not looked at.</value>
    public Func<CancellationToken, Task<long>>? CountCallsAsync { get; init; }

    internal IEnumerable<ProbeEndpoint> AllEndpoints() => Host.Endpoints.Where(e => !Skipped.Contains(e.Name, StringComparer.Ordinal));

    internal IEnumerable<string> Errors()
    {
        if (Kinds.Count == 0)
        {
            yield return "Name at least one kind of object in ProbeSubject.Kinds.";
        }

        if (Kinds.DistinctBy(static k => k.Name, StringComparer.Ordinal).Count() != Kinds.Count)
        {
            yield return "Two kinds have the same name. Give each kind its own.";
        }

        if (!AllEndpoints().Any())
        {
            yield return "The host has no endpoints. Take them from the application with ProbeHost.Mapping, or list them with ProbeHost.With.";
        }

        if (Attacked is not null && !AllEndpoints().Any(e => Attacked.Contains(e.Name, StringComparer.Ordinal)))
        {
            yield return "ProbeSubject.Attacked leaves no endpoint to attack. Name one that is not skipped, or set it to null.";
        }

        if (string.Equals(Owner.Id, Stranger.Id, StringComparison.Ordinal))
        {
            yield return "Owner and Stranger are one tenant. Name two.";
        }

        foreach (string strange in Unowned.Keys.Where(n => Kinds.All(k => !string.Equals(k.Name, n, StringComparison.Ordinal))))
        {
            yield return $"ProbeSubject.Unowned names '{strange}', which is no kind. Write it as in ProbeSubject.Kinds.";
        }

        string[] known = [.. Host.Endpoints.Select(static e => e.Name)];
        foreach (string strange in Bodies.Keys.Concat(Skipped).Concat(Unwatched).Concat(Attacked ?? []).Where(n => !known.Contains(n, StringComparer.Ordinal)))
        {
            yield return $"The host has no endpoint '{strange}'. Write it as 'POST /path/{{parameter}}'.";
        }
    }
}
