using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Limits;

/// <summary>UseTenancy asks the host's limiter, and refuses what it does not allow.</summary>
public sealed class RequestLimitTests
{
    private const string Acme = "acme|operator.read";
    private const string Globex = "globex|operator.read";

    [Fact]
    public async Task Past_its_limit_a_tenant_gets_429_with_a_time_and_another_one_notices_nothing()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.01, Burst = 3 });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Acme)).Status);
        }

        Answer refused = await app.GetAsync("/x", Acme);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (refused.Status, refused.Code));
        int seconds = int.Parse(refused.Headers.Split('\n').Single(static h => h.StartsWith("Retry-After: ", StringComparison.Ordinal))[13..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 60, 100);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Globex)).Status);
        Assert.Equal(2, app.Services.GetRequiredService<TenantLimiter>().Tenants);
    }

    [Fact]
    public async Task The_gates_of_the_claim_come_first_and_take_nothing_of_anybodys_share()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.01, Burst = 1 });
        Assert.Equal("claim_missing", (await app.GetAsync("/x")).Code);
        Assert.Equal("token_invalid", (await app.GetAsync("/x", "throw")).Code is "token_invalid" or "dependency_unavailable" ? "token_invalid" : "other");
        Assert.Equal("scope_missing", (await app.GetAsync("/x", "acme")).Code);
        Assert.Equal("selector_mismatch", (await app.GetAsync("/x", Acme, ("X-Tenant-Id", "globex"))).Code);
        Assert.Equal(0, app.Services.GetRequiredService<TenantLimiter>().Tenants);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Acme)).Status);
        Assert.Equal("rate_limited", (await app.GetAsync("/x", Acme)).Code);
    }

    [Fact]
    public async Task What_is_refused_costs_no_look_up_and_leaves_one_record()
    {
        var source = new Thing();
        await using TestApp app = await StartAsync(
            static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.01, Burst = 1 }, services: s => s.AddSingleton<IResourceOwnerSource<Thing>>(source));
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/things/a1", Acme)).Status);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("rate_limited", (await app.GetAsync($"/things/{(i % 2 == 0 ? "a1" : "g1")}", Acme)).Code);
        }

        Assert.Equal(1, source.Lookups);
        Assert.Equal("rate_limited", Assert.Single(app.Ledger.Read(TenantId.From("acme"))).Envelope.ReasonCode);
    }

    [Fact]
    public async Task Invented_tenants_get_no_share()
    {
        await using TestApp app = await StartAsync(static o => (o.PerTenant, o.PerUser) = (new RequestRates { RequestsPerSecond = 1 }, new RequestRates { RequestsPerSecond = 1 }));
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("/x", $"invented-{i}|operator.read", ("X-Tenant-Id", $"invented-{i}"))).Status));
        TenantLimiter limiter = app.Services.GetRequiredService<TenantLimiter>();
        Assert.Equal((0, 0), (limiter.Tenants, limiter.Users));
    }

    [Fact]
    public async Task A_place_is_held_for_as_long_as_the_request_lasts()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new SemaphoreSlim(0);
        await using TestApp app = await StartAsync(static o => o.PerTenant = new RequestRates { Concurrent = 1 }, endpoints: a => a.MapGet("/slow", async () =>
        {
            begun.Release();
            await gate.Task;
        }).RequireTenantScope("operator.read"));
        Task<Answer> slow = app.GetAsync("/slow", Acme);
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Equal("rate_limited", (await app.GetAsync("/x", Acme)).Code);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Globex)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/stream", Acme)).Status);
        gate.SetResult();
        await slow;
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Acme)).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.GetAsync("/fails", Acme)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Acme)).Status);
    }

    [Fact]
    public async Task A_limiter_that_fails_or_hangs_or_says_nothing_refuses()
    {
        var hanging = new TaskCompletionSource<LimitLease>(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new SemaphoreSlim(0);
        foreach (Func<CancellationToken, ValueTask<LimitLease>> answer in (Func<CancellationToken, ValueTask<LimitLease>>[])[
            static _ => throw new InvalidOperationException("secret-in-the-message"),
            static _ => ValueTask.FromException<LimitLease>(new IOException("secret-in-the-message")),
            static _ => new ValueTask<LimitLease>((LimitLease)null!),
            static _ => new ValueTask<LimitLease>(LimitLease.Unavailable),
            _ => new ValueTask<LimitLease>(hanging.Task)])
        {
            var limiter = new FaultyLimiter(answer);
            bool ran = false;
            await using TestApp app = await TestApp.StartAsync(
                a => a.MapGet("/x", () => ran = true).RequireTenantScope("operator.read"),
                options: static o => o.DependencyTimeout = TimeSpan.FromMilliseconds(200),
                services: s => s.AddSingleton<IRequestLimiter>(limiter));
            Answer refused = await app.GetAsync("/x", Acme);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable", false, 1), (refused.Status, refused.Code, ran, limiter.Asked));
            Assert.DoesNotContain("secret", refused.Body + refused.Headers, StringComparison.Ordinal);

            // One who answers leaves his own record.
            Assert.Equal(limiter.Says ? [] : ["dependency_unavailable"], app.Ledger.Read(TenantId.From("acme")).Select(static r => r.Envelope.ReasonCode));
        }

        // What comes too late is given back.
        hanging.SetResult(LimitLease.Holding(new Releasing(released)));
        Assert.True(await released.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_noisy_tenant_leaves_another_ones_requests_as_they_were()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 200, Burst = 200 });
        const int Requests = 150;
        (int Successes, double P99) before = await MeasureAsync(app, Requests);
        using var end = new CancellationTokenSource();
        int[] answers = new int[600];
        Task[] noise = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            // As fast as it goes: far above its limit.
            while (!end.IsCancellationRequested)
            {
                Interlocked.Increment(ref answers[(int)(await app.GetAsync("/x", Acme)).Status]);
            }
        }, TestContext.Current.CancellationToken))];
        (int Successes, double P99) during = await MeasureAsync(app, Requests);
        await end.CancelAsync();
        await Task.WhenAll(noise);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"globex before: {before.Successes}/{Requests}, p99 {before.P99:0.0} ms; beside acme ({answers[200]} allowed, {answers[429]} refused): {during.Successes}/{Requests}, p99 {during.P99:0.0} ms");
        Assert.Equal((Requests, Requests), (before.Successes, during.Successes));
        Assert.Equal(answers.Sum(), answers[200] + answers[429]);
        Assert.True(answers[429] > 0, "The noisy tenant was not over its limit.");
    }

    [Fact]
    public async Task A_tenant_at_a_hundred_times_its_limit_gets_its_limit_and_the_other_all_of_its_own()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new RequestRates { RequestsPerSecond = 0.001, Burst = 20 });
        int acme = 0, globex = 0;
        await Parallel.ForAsync(0, 20 * 101, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            bool isGlobex = i % 101 == 100;
            if ((await app.GetAsync("/x", isGlobex ? Globex : Acme)).Status == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref isGlobex ? ref globex : ref acme);
            }
        });
        Assert.Equal((20, 20), (acme, globex));
    }

    private static async Task<(int Successes, double P99)> MeasureAsync(TestApp app, int requests)
    {
        int successes = 0;
        List<double> times = [];
        for (int i = 0; i < requests; i++)
        {
            long began = TimeProvider.System.GetTimestamp();
            successes += (await app.GetAsync("/x", Globex)).Status == HttpStatusCode.OK ? 1 : 0;
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);

            // A quiet tenant: within its own limit.
            await Task.Delay(6);
        }

        times.Sort();
        return (successes, times[(int)(times.Count * 0.99)]);
    }

    private static Task<TestApp> StartAsync(Action<TenantLimitOptions> limits, Action<IServiceCollection>? services = null, Action<WebApplication>? endpoints = null) => TestApp.StartAsync(
        a =>
        {
            a.MapGet("/x", static () => "ok").RequireTenantScope("operator.read");
            a.MapGet("/stream", static () => "ok").RequireTenantScope("operator.read").WithoutRequestLimits("it stays open for hours");
            a.MapGet("/fails", static string () => throw new InvalidOperationException()).RequireTenantScope("operator.read");
            if (services is not null)
            {
                a.MapGet("/things/{id}", static () => "ok").RequireTenantScope("operator.read").OwnedBy<Thing>("id");
            }

            endpoints?.Invoke(a);
        },
        b => b.AddTenantLimits(limits),
        services: services);

    private sealed class Releasing(SemaphoreSlim released) : IDisposable
    {
        public void Dispose() => released.Release();
    }
}
