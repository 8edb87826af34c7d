using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Where a tenant stands with one of its quotas today. Money is in the host's unit.</summary>
/// <param name="Measure">What is limited.</param>
/// <param name="Soft">From where on is warned, or null.</param>
/// <param name="Hard">Where it ends, or null.</param>
/// <param name="Used">What was used today, in UTC.</param>
/// <param name="Remaining">What is neither used nor reserved, or null where there is no hard limit.</param>
public sealed record QuotaStanding(UsageMeasure Measure, decimal? Soft, decimal? Hard, decimal Used, decimal? Remaining);
