namespace OpenClaw.Tenancy.Jobs;

/// <summary>How many jobs a store may hold.</summary>
/// <param name="PerTenant">Of one tenant.</param>
/// <param name="InAll">Of all tenants together.</param>
public sealed record JobLimits(int PerTenant, int InAll);
