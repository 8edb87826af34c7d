using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace Docs.Snippets.Concepts;

public static class UsagePages
{
    public static void Configure(TenancyBuilder tenancy, string connection)
    {
        // <snippet name="usage-configure">
        tenancy.AddUsageStore(o => o.UseNpgsql(connection), o => o.CreateTables = true)
            .AddTenantUsage(o => o.MaxAge = TimeSpan.FromDays(3));
        // </snippet>

        // <snippet name="limits-configure">
        tenancy.AddTenantLimits(o =>
        {
            o.PerTenant = new RequestRates { RequestsPerSecond = 50, Burst = 100, Concurrent = 40 };
            o.PerUser = new RequestRates { RequestsPerSecond = 10 };
            o.For(TenantId.From("acme"), new RequestRates { RequestsPerSecond = 500, Concurrent = 200 });
        });
        // </snippet>

        // <snippet name="quotas-configure">
        tenancy.AddUsageQuotas(o =>
        {
            o.PerTenant = new QuotaLimits { SoftTokens = 800_000, HardTokens = 1_000_000, HardCost = 25 };
            o.For(TenantId.From("acme"), new QuotaLimits { HardTokens = 50_000_000 });
        });
        // </snippet>
    }

    // <snippet name="usage-record">
    public static async Task RecordAsync(TenantContext tenant, TenantUsage usage, TimeProvider time, string runId, CancellationToken cancellationToken)
    {
        UsageOutcome outcome = await usage.RecordAsync(tenant, new UsageEvent
        {
            Id = runId,                                      // written twice, it counts once
            OccurredAt = time.GetUtcNow(),
            Provider = "anthropic",
            Model = "large",
            InputTokens = 1_200,
            OutputTokens = 340,
            Messages = 1,
            Cost = 0.0123m,                                  // in the host's one unit of money
        }, cancellationToken: cancellationToken);
        if (outcome is not (UsageOutcome.Counted or UsageOutcome.CountedBefore))
        {
            throw new InvalidOperationException("The run was not counted.");
        }
    }

    // </snippet>

    // <snippet name="usage-read">
    public static async Task<decimal> SpentAsync(TenantContext tenant, TenantUsage usage, DateOnly today, CancellationToken cancellationToken)
    {
        UsageReport report = await usage.ReadAsync(tenant, new UsageQuery(today.AddDays(-29), today), cancellationToken);
        return report.Totals.Cost;
    }

    // </snippet>

    // <snippet name="quotas-primitive">
    public static async Task<bool> AskAsync(TenantContext tenant, IUsageQuotas quotas, TenantUsage usage, TimeProvider time, Func<Task<long>> ask, CancellationToken cancellationToken)
    {
        await using QuotaAnswer answer = await quotas.ReserveAsync(tenant, new UsageAmounts { Messages = 1, Tokens = 2_000 }, cancellationToken);
        if (!answer.IsAllowed)
        {
            return false;                                    // refused, and recorded
        }

        long tokens = await ask();                           // where this throws, the reservation is given back
        var used = new UsageEvent { Id = Guid.CreateVersion7().ToString("n"), OccurredAt = time.GetUtcNow(), Messages = 1, OutputTokens = tokens };
        await usage.RecordAsync(tenant, used, answer.Reservation, cancellationToken);
        return true;
    }

    // </snippet>

    // <snippet name="limits-primitive">
    public static bool TryStart(TenantContext tenant, TenantLimiter limiter, Action start)
    {
        using LimitLease lease = limiter.Acquire(new LimitedRequest(tenant.Claim, "jobs.start", tenant.CorrelationId));
        if (lease.IsAllowed)
        {
            start();
        }

        return lease.IsAllowed;
    }

    // </snippet>

    public static void Endpoints(WebApplication app)
    {
        // <snippet name="quotas-endpoint">
        app.MapPost("/ask", async (HttpContext context, TenantContext tenant, TenantUsage usage, TimeProvider time) =>
        {
            UsageReservation? reserved = context.Features.Get<IUsageReservationFeature>()?.Take();
            var used = new UsageEvent { Id = context.TraceIdentifier, OccurredAt = time.GetUtcNow(), Messages = 1 };
            return (await usage.RecordAsync(tenant, used, reserved)).ToString();
        }).RequireTenantScope("operator.write").ReservesUsage(messages: 1, tokens: 2_000);
        // </snippet>

        // <snippet name="limits-without">
        app.MapGet("/events", () => "...").RequireTenantScope("operator.read").WithoutRequestLimits("the stream stays open for hours");
        // </snippet>
    }
}
