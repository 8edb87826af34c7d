using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Posture;

/// <summary>Whether whoever crosses tenants leaves a record that lasts, and that shows when it was changed.</summary>
internal sealed class BreakGlassPosture(IOptions<TenancyOptions> options, IServiceProviderIsService services) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.UnauditedBreakGlass;

    // That the ledger is durable where tenants can be crossed is a rule of the options: a host without is never looked at.
    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        bool crosses = services.IsService(typeof(GrantSeal)) || options.Value.CrossTenantAccess is not (null or CrossTenantAccess.Never);
        return new(crosses && !services.IsService(typeof(IAuditTrailStore))
            ? ["Tenants can be crossed, and nobody can read or verify what the audit ledger holds. Register one that is read by permits, such as AddJsonlLedger(...) or AddTenancyLedger(...)."]
            : []);
    }
}
