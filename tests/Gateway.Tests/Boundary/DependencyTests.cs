using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace Gateway.Tests.Boundary;

/// <summary>What the answer depends on fails: 503, no store is reached, and nothing of the failure is told.</summary>
public sealed class DependencyTests
{
    private const string Secret = "the-secret-of-the-failure";

    public static TheoryData<string> Scoped => ListedRoutes.Scoped;

    [Theory, MemberData(nameof(Scoped))]
    public async Task A_stale_directory_refuses_before_any_call(string route)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        Chatted own = await gateway.ChatAsync(token, "hello");
        await Idle.AsyncOf(gateway);
        gateway.Directory.ReportRefreshed(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1));
        
        // A token is not remembered past a directory that is too old, so nobody is recognised.
        await IsUnavailable(gateway, route, token, own, "platform", "dependency_unavailable");
    }

    [Theory, MemberData(nameof(Scoped))]
    public async Task A_stale_directory_refuses_a_token_that_was_never_seen(string route)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string token = gateway.Member("acme");
        gateway.Directory.ReportRefreshed(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1));
        await IsUnavailable(gateway, route, token, new Chatted("s1", "r1"), "platform", "dependency_unavailable");
    }

    [Fact]
    public async Task An_evaluator_that_throws_denies()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.AddSingleton<IAccessEvaluator, ThrowingEvaluator>());
        await IsUnavailable(gateway, "POST /api/v1/sessions", gateway.Member("acme"), new Chatted("s1", "r1"), "acme", "evaluator_fault");
    }

    [Fact]
    public async Task An_evaluator_that_forbids_is_told_from_one_that_fails()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.AddSingleton<IAccessEvaluator, ForbiddingEvaluator>());
        Answer answer = await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member("acme"));
        Assert.Equal((403, "policy_forbid"), (answer.Status, answer.Code));
        Assert.Empty(gateway.Calls.Take());
    }

    [Fact]
    public async Task An_owner_source_that_throws_is_neither_absent_nor_own()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.AddSingleton<IResourceOwnerSource<SessionRow>, ThrowingOwners>());
        await IsUnavailable(gateway, "GET /api/v1/sessions/{id}", gateway.Member("acme"), new Chatted("s1", "r1"), "acme", "dependency_unavailable");
    }

    [Fact]
    public async Task A_store_that_throws_is_a_503_without_its_message()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.AddSingleton<ISessionStore>(static _ => throw new InvalidOperationException(Secret)));
        Answer answer = await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member("acme"));
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain(Secret, answer.Body + answer.Headers);
        Assert.Contains("Retry-After: 1", answer.Headers);
        Assert.Contains("no-store", answer.Headers);
    }

    private static async Task IsUnavailable(RunningGateway gateway, string route, string token, Chatted ids, string trail, string reason)
    {
        TrailWatch watch = await gateway.WatchAsync();
        Answer answer = await ListedRoutes.Find(route).SendAsync(gateway, token, ids);
        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Contains("Retry-After: 1", answer.Headers);
        Assert.DoesNotContain(Secret, answer.Body);
        Assert.Equal([reason], await watch.NewInAsync(trail));
        Assert.Empty(gateway.Calls.Take());
    }

    private sealed class ThrowingEvaluator : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => throw new InvalidOperationException(Secret);
    }

    private sealed class ForbiddingEvaluator : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => PolicyVerdict.Forbid;
    }

    private sealed class ThrowingOwners : IResourceOwnerSource<SessionRow>
    {
        public ValueTask<OpenClaw.Tenancy.TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }
}
