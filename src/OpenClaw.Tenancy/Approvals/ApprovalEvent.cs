namespace OpenClaw.Tenancy.Approvals;

/// <summary>Something that happened to an approval, for whoever of its tenant watches.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ApprovalEvent
{
    /// <summary>The event of an approval that was asked for.</summary>
    public const string Requested = "exec.approval.requested";

    /// <summary>The event of an approval that is pending no more, or of an allowed one that was taken back.</summary>
    public const string Resolved = "exec.approval.resolved";

    internal ApprovalEvent(string name, Approval approval) => (Name, Approval) = (name, approval);

    /// <summary><see cref="Requested"/> or <see cref="Resolved"/>.</summary>
    public string Name { get; }

    /// <summary>The tenant whose event it is.</summary>
    public TenantId Tenant => Approval.Tenant;

    /// <summary>The approval as it was then.</summary>
    public Approval Approval { get; }
}
