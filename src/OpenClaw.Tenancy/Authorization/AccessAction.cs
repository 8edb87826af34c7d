using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>What a caller wants to do, and the scope that it takes; compiled once, by <see cref="PolicyEngine.Action"/>.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class AccessAction
{
    internal AccessAction(string name, string requiredScope, AccessActionKind kind, ScopeLattice lattice)
    {
        Name = name;
        RecordedName = AuditText.Clean(name);
        RequiredScope = ScopeName.Require(requiredScope);
        Kind = kind;
        SatisfiedBy = lattice.SatisfiedBy(requiredScope);
        IsKnown = lattice.BitOf(requiredScope) != 0;
        Lattice = lattice;
    }

    /// <summary>The action's name, as it stands in audit records.</summary>
    public string Name { get; }

    /// <summary>The name as records hold it.</summary>
    internal string RecordedName { get; }

    /// <summary>The name of the scope that it takes.</summary>
    public string RequiredScope { get; }

    /// <summary>What it acts on, and whether a record must stand before it.</summary>
    public AccessActionKind Kind { get; }

    /// <summary>Whether it changes privileges: then the audit record is durable before the act.</summary>
    public bool ChangesPrivileges => Kind is AccessActionKind.TenantPrivilege or AccessActionKind.PlatformPrivilege;

    internal bool IsOnPlatform => Kind is AccessActionKind.Platform or AccessActionKind.PlatformPrivilege;

    internal ulong SatisfiedBy { get; }

    internal bool IsKnown { get; }

    internal ScopeLattice Lattice { get; }
}
