using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

public sealed record UsageAnswer(
    string TenantId, string From, string To, IReadOnlyList<UsageSums> Daily, IReadOnlyList<UsageSums> ByModel, UsageSums Totals, UsageLimits Limits)
{
    public static UsageAnswer Of(TenantId tenant, UsageReport report, IReadOnlyList<QuotaStanding> quotas) => new(
        tenant.ToString(),
        UsageRange.Text(report.From),
        UsageRange.Text(report.To),
        [.. report.Daily.Select(static d => UsageSums.Of(d.Totals, UsageRange.Text(d.Date)))],
        [.. report.ByModel.Select(UsageSums.Of)],
        UsageSums.Of(report.Totals),
        UsageLimits.Of(quotas));
}
