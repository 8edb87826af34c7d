using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Posture;

/// <summary>Whether a database server holds rows of tenants and nobody has checked that it keeps them apart.</summary>
/// <remarks>Asks for the probes when it looks: one of them tells the posture, which asks this.</remarks>
internal sealed class RowSecurityPosture(IServiceProvider services) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.RowSecurityOff;

    public async ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        string[] served = [.. HostContexts.Of(services.GetRequiredService<IServiceScopeFactory>())
            .Where(static o => HostContexts.IsTenantSafe(o) && HostContexts.HasServer(o)).Select(static o => o.ContextType.Name)];
        ITenancyHealthProbe[] checks = [.. services.GetServices<ITenancyHealthProbe>()
            .Where(static p => string.Equals(p.Subject.Name, TenancyHealthSubject.RowSecurity, StringComparison.Ordinal))];
        if (served.Length > checks.Length)
        {
            return [$"Tenants lie on a database server ({string.Join(", ", served)}), and not each of its contexts is checked for row-level security. Use UseTenantRowSecurity and AddRowSecurityCheck for each of them."];
        }

        foreach (ITenancyHealthProbe check in checks)
        {
            if ((await check.ProbeAsync(cancellationToken).ConfigureAwait(false)).State != TenancyHealthState.Healthy)
            {
                return ["Row-level security is not in force, or the database does not say so. TenantRowSecurity.CheckAsync says what is missing, and its script puts it right."];
            }
        }

        return [];
    }
}
