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

    /// <summary>JSON bodies of endpoints, by their names (<c>POST /api/chat</c>). <c>{sessions}</c> stands for an id of that kind.</summary>
    /// <value>Default: none; such an endpoint is sent an empty object with the names of the kinds.</value>
    public IReadOnlyDictionary<string, string> Bodies { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>WebSockets and the frames that they take.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ProbeSocket> Sockets { get; init; } = [];

    /// <summary>Names of endpoints that are not called.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Skipped { get; init; } = [];

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

        if (string.Equals(Owner.Id, Stranger.Id, StringComparison.Ordinal))
        {
            yield return "Owner and Stranger are one tenant. Name two.";
        }

        string[] known = [.. Host.Endpoints.Select(static e => e.Name)];
        foreach (string strange in Bodies.Keys.Concat(Skipped).Concat(Unwatched).Where(n => !known.Contains(n, StringComparer.Ordinal)))
        {
            yield return $"The host has no endpoint '{strange}'. Write it as 'POST /path/{{parameter}}'.";
        }
    }
}
