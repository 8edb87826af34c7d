using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.TestKit.Jobs;

/// <summary>One run of a job.</summary>
public sealed record RanJob(string Tenant, string Id, string Body, int Attempt, TenantContext Context);
