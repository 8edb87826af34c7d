using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Posture;

/// <summary>Whether whoever crosses tenants leaves a record that lasts, and that shows when it was changed.</summary>
internal sealed class BreakGlassPosture(IOptions<TenancyOptions> options, IAuditLedger ledger, IServiceProviderIsService services) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.UnauditedBreakGlass;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new([.. Findings()]);

    private IEnumerable<string> Findings()
    {
        bool crosses = services.IsService(typeof(GrantSeal)) || options.Value.CrossTenantAccess is not (null or CrossTenantAccess.Never);
        if (crosses && !ledger.IsDurable)
        {
            yield return "Tenants can be crossed, and the audit ledger ends with the process. Register a durable one with AddJsonlLedger(...) or AddTenancyLedger(...).";
        }
        else if (crosses && !services.IsService(typeof(IAuditTrailStore)))
        {
            yield return "Tenants can be crossed, and nobody can read or verify what the audit ledger holds. Register one that is read by permits, such as AddJsonlLedger(...) or AddTenancyLedger(...).";
        }
    }
}
