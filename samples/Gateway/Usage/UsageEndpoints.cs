using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

/// <summary>What the caller's tenant used. There is no parameter for a tenant: it is the scope's.</summary>
internal static class UsageEndpoints
{
    internal static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/usage", ReadAsync).RequireTenantScope(ActionNames.Read, ActionNames.ReadUsage).TakesQuery("from", "to");

    private static async Task<IResult> ReadAsync(
        HttpRequest request, TenantContext tenant, TenantUsage usage, TenantQuotas quotas, TimeProvider time, CancellationToken cancellationToken)
    {
        UsageQuery query = UsageRange.Read(request.Query, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        UsageReport report = await usage.ReadAsync(tenant, query, cancellationToken);
        return new JsonAnswer(UsageAnswer.Of(tenant.Tenant, report, await quotas.ReadAsync(tenant, cancellationToken)));
    }
}
