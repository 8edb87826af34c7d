using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Posture;

/// <summary>Whether a context of the host knows no tenants, so that a query over it asks for everybody's rows.</summary>
internal sealed class ContextPosture(IServiceScopeFactory scopes) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.ForeignQuery;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new(
        [.. HostContexts.Of(scopes).Where(static o => !HostContexts.IsTenantSafe(o)).Select(static o =>
            $"The context {o.ContextType.Name} knows no tenants. Register it with AddTenantDbContext, or accept it with a reason where it holds nothing of a tenant's.")]);
}
