using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace SharedState.Host;

/// <summary>Writes usage down and takes of a quota, many at once, as the requests of a host would.</summary>
internal sealed class UsageDesk(IServiceProvider services)
{
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    /// <summary>Writes a range of events, and says how many were counted now.</summary>
    internal Task<string> UseAsync(VerifiedTenantClaim claim, int from, int to) => InScopeAsync(claim, async (scope, token) =>
    {
        int counted = 0;
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var one = new UsageEvent { Id = $"event{i}", OccurredAt = _time.GetUtcNow(), Messages = 1 };
            if (await services.GetRequiredService<TenantUsage>().RecordAsync(scope, one, reservation: null, token) == UsageOutcome.Counted)
            {
                Interlocked.Increment(ref counted);
            }
        });
        return $"{counted}";
    });

    /// <summary>Takes one message as often as that, all at once, keeps what it gets, and says how often it was allowed.</summary>
    internal Task<string> TakeAsync(VerifiedTenantClaim claim, int times) => InScopeAsync(claim, async (scope, token) =>
    {
        QuotaAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(
            async () => await services.GetRequiredService<IUsageQuotas>().ReserveAsync(scope, new UsageAmounts { Messages = 1 }, token), token)));
        return answers.Any(static a => a.Outcome == LimitOutcome.Unavailable) ? "unavailable" : $"{answers.Count(static a => a.IsAllowed)}";
    });

    /// <summary>The messages of today and yesterday.</summary>
    internal Task<string> UsedAsync(VerifiedTenantClaim claim) => InScopeAsync(claim, async (scope, token) =>
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        UsageReport report = await services.GetRequiredService<TenantUsage>().ReadAsync(scope, new UsageQuery(today.AddDays(-1), today), token);
        return $"{report.Totals.Messages}";
    });

    private async Task<string> InScopeAsync(VerifiedTenantClaim claim, Func<TenantContext, CancellationToken, Task<string>> work)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim, (inner, token) => work(inner.GetRequiredService<TenantContext>(), token), CancellationToken.None);
    }
}
