using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Limits;

/// <summary>An endpoint that says ReservesUsage runs with a part of its tenant's day, or not at all.</summary>
public sealed class UsageReservationTests
{
    private const string Acme = "acme|operator.write";

    private int _ran;

    [Fact]
    public async Task Soft_is_allowed_with_a_header_and_hard_is_402()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new QuotaLimits { SoftMessages = 1, HardMessages = 3, SoftTokens = 10 });
        Answer first = await app.SendAsync(HttpMethod.Post, "/use/5", Acme);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.DoesNotContain("X-Quota-Warning", first.Headers, StringComparison.Ordinal);
        Assert.Contains("X-Quota-Warning: messages\n", (await app.SendAsync(HttpMethod.Post, "/use/50", Acme)).Headers + "\n", StringComparison.Ordinal);
        Assert.Contains("X-Quota-Warning: tokens, messages\n", (await app.SendAsync(HttpMethod.Post, "/use/1", Acme)).Headers + "\n", StringComparison.Ordinal);

        Answer refused = await app.SendAsync(HttpMethod.Post, "/use/1", Acme);
        Assert.Equal((HttpStatusCode.PaymentRequired, "quota_exceeded", 3), (refused.Status, refused.Code, _ran));
        Assert.DoesNotContain("Quota", refused.Headers, StringComparison.Ordinal);

        // Its answer is the same for every tenant whose quota is used up, and says nothing of how much that was.
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Post, "/use/1", "globex|operator.write")).Status);
        Assert.Equal(["quota_warning", "quota_warning", "quota_exceeded"], app.Ledger.Read(TenantId.From("acme")).Select(static r => r.Envelope.ReasonCode));
    }

    [Fact]
    public async Task What_a_handler_does_not_take_is_given_back_also_when_it_fails()
    {
        await using TestApp app = await StartAsync(static o => o.PerTenant = new QuotaLimits { HardMessages = 1 });
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Post, "/leaves", Acme)).Status);
            Assert.Equal(HttpStatusCode.InternalServerError, (await app.SendAsync(HttpMethod.Post, "/fails", Acme)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Post, "/use/1", Acme)).Status);
        Assert.Equal("quota_exceeded", (await app.SendAsync(HttpMethod.Post, "/leaves", Acme)).Code);
    }

    [Fact]
    public async Task Of_many_requests_for_the_last_unit_at_once_exactly_one_is_let_in()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestApp app = await StartAsync(static o => o.PerTenant = new QuotaLimits { HardMessages = 1 }, gate.Task);
        Task<Answer>[] asked = [.. Enumerable.Range(0, 50).Select(_ => app.SendAsync(HttpMethod.Post, "/waits", Acme))];
        int refused = 0;
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hang.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (Task<Answer> next in Task.WhenEach(asked).WithCancellation(hang.Token))
        {
            Assert.Equal("quota_exceeded", (await next).Code);
            if (++refused == 49)
            {
                break;
            }
        }

        gate.SetResult();
        Answer[] answers = await Task.WhenAll(asked);
        Assert.Single(answers, static a => a.Status == HttpStatusCode.OK);
        Assert.Equal(1, _ran);
    }

    [Fact]
    public async Task Quotas_that_fail_or_say_nothing_refuse()
    {
        List<int> records = [];
        foreach (Func<ValueTask<QuotaAnswer>> answer in (Func<ValueTask<QuotaAnswer>>[])[
            static () => throw new InvalidOperationException("secret"), static () => new ValueTask<QuotaAnswer>((QuotaAnswer)null!), static () => new ValueTask<QuotaAnswer>(QuotaAnswer.Unavailable)])
        {
            _ran = 0;
            await using TestApp app = await TestApp.StartAsync(
                a => a.MapPost("/x", () => _ran++).RequireTenantScope("operator.write").ReservesUsage(), services: s => s.AddSingleton<IUsageQuotas>(new Quotas(answer)));
            Answer refused = await app.SendAsync(HttpMethod.Post, "/x", Acme);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable", 0), (refused.Status, refused.Code, _ran));
            records.Add(app.Ledger.Read(TenantId.From("acme")).Count(static r => r.Envelope is { Action: "usage.reserve", ReasonCode: "dependency_unavailable" }));
        }

        // Who answers leaves his own record.
        Assert.Equal([1, 1, 0], records);
    }

    [Fact]
    public async Task An_endpoint_that_reserves_where_nobody_limits_refuses_the_start()
    {
        WebApplication app = TestApp.Build(static a =>
        {
            a.UseTenancy();
            a.MapPost("/x", static () => "ok").RequireTenantScope("operator.write").ReservesUsage();
            a.MapGet("/open", static () => "ok").AllowTenantless("a test").ReservesUsage();
        });
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync());
        Assert.Equal(2, refused.Errors.Count(static e => e.StartsWith("OCT2704: ", StringComparison.Ordinal)));
        Assert.Single(refused.Errors, static e => e.StartsWith("OCT2003: ", StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => app.MapPost("/y", static () => "ok").ReservesUsage(messages: -1));
    }

    private Task<TestApp> StartAsync(Action<UsageQuotaOptions> quotas, Task? gate = null) => TestApp.StartAsync(
        a =>
        {
            a.MapPost("/use/{tokens:int}", async (int tokens, HttpContext context, TenantContext tenant, TenantUsage usage, TimeProvider time) =>
            {
                UsageReservation? reserved = context.Features.Get<IUsageReservationFeature>()?.Take();
                int number = Interlocked.Increment(ref _ran);
                return (await usage.RecordAsync(tenant, new UsageEvent { Id = $"e{number}", OccurredAt = time.GetUtcNow(), Messages = 1, InputTokens = tokens }, reserved)).ToString();
            }).RequireTenantScope("operator.write").ReservesUsage();
            a.MapPost("/leaves", static () => "ok").RequireTenantScope("operator.write").ReservesUsage();
            a.MapPost("/fails", static string () => throw new InvalidOperationException()).RequireTenantScope("operator.write").ReservesUsage();
            a.MapPost("/waits", async () =>
            {
                Interlocked.Increment(ref _ran);
                await gate!;
            }).RequireTenantScope("operator.write").ReservesUsage();
        },
        b => b.AddUsageQuotas(quotas));

    private sealed class Quotas(Func<ValueTask<QuotaAnswer>> answer) : IUsageQuotas
    {
        public ValueTask<QuotaAnswer> ReserveAsync(TenantContext context, UsageAmounts estimate, CancellationToken cancellationToken) => answer();
    }
}
