namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A kind of object in a run: the owner's one that is looked for, and the stranger's own.</summary>
internal sealed class KindState(string name, ProbeKind? kind, IReadOnlyList<string> names)
{
    internal string Name { get; } = name;

    /// <summary>How one is made; null for tenants, of which none is made.</summary>
    internal ProbeKind? Kind { get; } = kind;

    internal IReadOnlyList<string> Names { get; } = names;

    internal ProbeObject Foreign { get; set; } = new("-");

    internal ProbeObject Own { get; set; } = new("-");

    /// <summary>Whether the stranger's own one may be changed or gone.</summary>
    internal bool IsUsed { get; set; }

    /// <summary>Whether anything told an own one from an absent one.</summary>
    internal bool IsReached { get; set; }

    internal bool IsTenants => Kind is null;

    internal bool IsMeantBy(string name, string? after) => Names.Contains(name, StringComparer.Ordinal) || string.Equals(Name, after);
}
