using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The way out for what acts for a tenant: through a connector that the tenant's list names, and no other.</summary>
/// <remarks>A singleton, safe for use by many threads.</remarks>
public interface ITenantEgress
{
    /// <summary>Opens a connector for a scope. Each refusal is recorded in the tenant's trail.</summary>
    /// <param name="context">The scope's tenant.</param>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Ends the decision.</param>
    /// <returns>The connector, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was opened.</exception>
    ValueTask<EgressOpening> OpenAsync(TenantContext context, string connector, CancellationToken cancellationToken = default);
}
