using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Posture;

/// <summary>Whether anything but equality, or a grant for one tenant, lets a caller reach a tenant.</summary>
internal sealed class CrossingPosture(IOptions<TenancyOptions> options) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.ForeignQuery;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new([.. Findings(options.Value)]);

    private static IEnumerable<string> Findings(TenancyOptions options)
    {
        if (options.Mode == TenancyMode.Disabled)
        {
            yield return "TenancyOptions.Mode is Disabled, so everybody is the default tenant. Set it to Shared or Pinned.";
        }

        if (options.CrossTenantAccess == CrossTenantAccess.GlobalScope)
        {
            yield return "TenancyOptions.CrossTenantAccess is GlobalScope, so a platform principal's scope alone reaches every tenant. Set it to BreakGlass or Never.";
        }
    }
}
