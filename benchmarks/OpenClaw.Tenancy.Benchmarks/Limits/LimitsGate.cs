using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Benchmarks.Decisions;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Benchmarks.Requests;
using OpenClaw.Tenancy.Benchmarks.Tokens;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Limits;

namespace OpenClaw.Tenancy.Benchmarks.Limits;

/// <summary>What limits cost a request, beside ASP.NET Core's own limiter partitioned by the same tenant, and what they cost when they are off.</summary>
internal static class LimitsGate
{
    private const int Many = 20_000;

    public static void Run(GateReport report)
    {
        var tokens = new TokenWorld();
        InProcessServer plain = RequestApps.Tenancy(tokens);
        InProcessServer off = RequestApps.Tenancy(tokens, static s => s.AddTenancy().AddUsageQuotas(), static _ => { }, out _);
        InProcessServer limited = RequestApps.Tenancy(
            tokens, static s => s.AddTenancy().AddTenantLimits(o => o.PerTenant = new RequestRates { RequestsPerSecond = 1_000_000, Burst = 1_000_000 }), static _ => { }, out _);
        InProcessServer peer = RequestApps.Tenancy(tokens, static s => s.AddRateLimiter(o => o.GlobalLimiter = Partitioned()), static app => app.UseRateLimiter(), out _);

        var plainCost = new Measured("limits.request-without", Many, Send(plain, tokens));
        var offCost = new Measured("limits.request-switched-off", Many, Send(off, tokens));
        var limitedCost = new Measured("limits.request-tenant-limits", Many, Send(limited, tokens));
        var peerCost = new Measured("limits.request-aspnetcore-limiter", Many, Send(peer, tokens));
        Measured[] all = [plainCost, offCost, limitedCost, peerCost];
        Measured.Interleave(all);
        foreach (Measured measured in all)
        {
            report.Print(measured);
        }

        report.Show("limits.tenant-limits-added", limitedCost.Nanoseconds - plainCost.Nanoseconds, "ns");
        report.Show("limits.aspnetcore-limiter-added", peerCost.Nanoseconds - plainCost.Nanoseconds, "ns");
        report.AtMost("limits.tenant-limits-over-aspnetcore", limitedCost.Nanoseconds / peerCost.Nanoseconds, "ratio", 1.1);
        report.AtMost("limits.tenant-limits-bytes-less-aspnetcore", limitedCost.Bytes - peerCost.Bytes, "B/op", 0);
        report.AtMost("limits.switched-off-over-without", offCost.Nanoseconds / plainCost.Nanoseconds, "ratio", 1.15);
        report.AtMost("limits.switched-off-bytes-less-without", offCost.Bytes - plainCost.Bytes, "B/op", 0);
    }

    // As its documentation shows it: a bucket for each tenant, whose id is the key.
    private static PartitionedRateLimiter<HttpContext> Partitioned() => PartitionedRateLimiter.Create<HttpContext, string>(static context => RateLimitPartition.GetTokenBucketLimiter(
        context.RequestServices.GetRequiredService<TenantContext>().Tenant.ToString(),
        static _ => new TokenBucketRateLimiterOptions { TokenLimit = 1_000_000, TokensPerPeriod = 1_000_000, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));

    private static Action<int> Send(InProcessServer server, TokenWorld tokens) => DecisionLoops.Repeat(() => server.Get(tokens.Header, sameConnection: true) == 200);
}
