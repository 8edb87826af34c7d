using System.Collections.Frozen;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>What the check of a model found. Immutable and safe for use by many threads.</summary>
public sealed class TenancyModelReport
{
    internal const string Stamp = "OpenClaw.Tenancy:Report";

    internal TenancyModelReport(TenancyModelSettings settings, IReadOnlyDictionary<string, string> tenantProperties, IEnumerable<TenancyModelViolation> violations)
    {
        Settings = settings;
        TenantProperties = tenantProperties.ToFrozenDictionary();
        Violations = [.. violations];
    }

    /// <summary>Whether a context of this model may be used.</summary>
    public bool IsSound => Violations.Count == 0;

    /// <summary>Everything that was found wrong, each with its fix.</summary>
    public IReadOnlyList<TenancyModelViolation> Violations { get; }

    internal TenancyModelSettings Settings { get; }

    /// <summary>By the name of an entity, the name of the property that holds its tenant.</summary>
    internal FrozenDictionary<string, string> TenantProperties { get; }
}
