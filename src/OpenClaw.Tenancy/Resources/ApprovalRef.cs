namespace OpenClaw.Tenancy.Resources;

/// <summary>An approval and its owner.</summary>
/// <param name="tenant">The owner.</param>
/// <param name="id">The id.</param>
/// <exception cref="ArgumentNullException">One of the two is null.</exception>
public sealed class ApprovalRef(TenantId tenant, ApprovalId id) : TenantResource(tenant, id)
{
    /// <summary>The id.</summary>
    public ApprovalId Id => (ApprovalId)ResourceId;
}
