namespace OpenClaw.Tenancy.Resources;

/// <summary>A run and its owner. A child run stays with its parent's tenant.</summary>
/// <param name="tenant">The owner.</param>
/// <param name="id">The id.</param>
/// <exception cref="ArgumentNullException">One of the two is null.</exception>
public sealed class RunRef(TenantId tenant, RunId id) : TenantResource(tenant, id)
{
    /// <summary>The id.</summary>
    public RunId Id => (RunId)ResourceId;

    /// <summary>A run that this one starts: of the same tenant, whatever starts it.</summary>
    /// <returns>The child, with an id of its own.</returns>
    public RunRef NewChild() => new(Tenant, RunId.New());
}
