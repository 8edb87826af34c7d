namespace OpenClaw.Tenancy.PostgreSql;

/// <summary>What the check of a database found. Immutable and safe for use by many threads.</summary>
public sealed class RowSecurityReport
{
    internal RowSecurityReport(IEnumerable<RowSecurityViolation> violations) => Violations = [.. violations];

    /// <summary>Whether the database keeps tenants apart as far as its catalogue and a trial show.</summary>
    public bool IsSound => Violations.Count == 0;

    /// <summary>Everything that was found wrong, each with its fix. No row and no name of a tenant is in it.</summary>
    public IReadOnlyList<RowSecurityViolation> Violations { get; }
}
