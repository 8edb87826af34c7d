using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Reports;

/// <summary>Something that a stranger could see, tell or do.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ProbeFinding
{
    internal ProbeFinding(ProbeRule rule, string endpoint, string position, string kind, string difference) =>
        (RuleId, Fix, Endpoint, Position, Kind, Difference) = (rule.Id, rule.Fix, endpoint, position, kind, difference);

    /// <summary>The rule's id, one of <see cref="ProbeRuleIds"/>.</summary>
    public string RuleId { get; }

    /// <summary>The endpoint, or the socket and the name of the frame.</summary>
    public string Endpoint { get; }

    /// <summary>The place of the request in which the owner's object was named.</summary>
    public string Position { get; }

    /// <summary>The kind of object.</summary>
    public string Kind { get; }

    /// <summary>What differed, or what came out.</summary>
    public string Difference { get; }

    /// <summary>How a host that does this is put right.</summary>
    public string Fix { get; }

    /// <summary>The finding in one line.</summary>
    /// <returns>Endpoint, position, kind, difference.</returns>
    public override string ToString() => $"{Endpoint} [{Position}; {Kind}]: {Difference}.";
}
