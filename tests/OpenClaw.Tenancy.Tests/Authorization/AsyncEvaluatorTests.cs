using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>An evaluator that has to wait: the synchronous decision refuses, and late is a fault.</summary>
public sealed class AsyncEvaluatorTests
{
    private static readonly Func<CancellationToken, ValueTask<PolicyVerdict>> Allow = static _ => new(PolicyVerdict.Allow);
    private static readonly Func<CancellationToken, ValueTask<PolicyVerdict>> Never = static async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        return PolicyVerdict.Allow;
    };

    [Fact]
    public async Task Decide_WithAsyncEvaluator_IsAsyncRequired()
    {
        using TestWorld world = With(Allow);

        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Decide(Own(world)).Reason);
        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Authorize(Own(world), out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.Equal(DenyReason.None, (await world.Engine.DecideAsync(Own(world))).Reason);
        Assert.True((await world.Engine.AuthorizeAsync(Own(world))).IsAllowed);
    }

    [Theory]
    [InlineData(PolicyVerdict.NotApplicable, DenyReason.None)]
    [InlineData(PolicyVerdict.Forbid, DenyReason.PolicyForbid)]
    [InlineData(PolicyVerdict.Indeterminate, DenyReason.EvaluatorFault)]
    [InlineData((PolicyVerdict)99, DenyReason.EvaluatorFault)]
    public async Task DecideAsync_Verdict_Counts(PolicyVerdict verdict, DenyReason expected)
    {
        using TestWorld soon = With(Allow, _ => new(verdict));
        using TestWorld later = With(Allow, async _ =>
        {
            await Task.Yield();
            return verdict;
        });

        Assert.Equal(expected, (await soon.Engine.DecideAsync(Own(soon))).Reason);
        Assert.Equal(expected, (await later.Engine.DecideAsync(Own(later))).Reason);
    }

    [Theory]
    [InlineData(PolicyVerdict.Allow, DenyReason.EvaluatorFault)]
    [InlineData(PolicyVerdict.NotApplicable, DenyReason.EvaluatorFault)]
    [InlineData(PolicyVerdict.Indeterminate, DenyReason.EvaluatorFault)]
    [InlineData(PolicyVerdict.Forbid, DenyReason.PolicyForbid)]
    public async Task DecideAsync_AfterAFaultOfOneThatDidNotWait_OpensNothing(PolicyVerdict verdict, DenyReason expected)
    {
        using var world = new TestWorld(build: b => b.Evaluate(static () => throw new InvalidOperationException("broken")).EvaluateAsync(_ => new(verdict)));

        Assert.Equal(expected, (await world.Engine.DecideAsync(Own(world))).Reason);
        Assert.Null((await world.Engine.AuthorizeAsync(Own(world))).Permit);
    }

    [Fact]
    public async Task DecideAsync_FaultInAnyShape_IsEvaluatorFault()
    {
        Func<CancellationToken, ValueTask<PolicyVerdict>>[] faults =
        [
            static _ => throw new InvalidOperationException(),
            static _ => default,
            static _ => ValueTask.FromException<PolicyVerdict>(new InvalidOperationException()),
            static _ => ValueTask.FromCanceled<PolicyVerdict>(new CancellationToken(canceled: true)),
            static async _ =>
            {
                await Task.Yield();
                throw new OperationCanceledException();
            },
            static token =>
            {
                token.Register(static () => throw new InvalidOperationException());
                throw new InvalidOperationException();
            },
        ];

        foreach (Func<CancellationToken, ValueTask<PolicyVerdict>> fault in faults)
        {
            using TestWorld world = With(fault);
            AccessResult result = await world.Engine.AuthorizeAsync(Own(world));

            Assert.Equal(DenyReason.EvaluatorFault, result.Decision.Reason);
            Assert.Null(result.Permit);
        }
    }

    [Fact]
    public async Task DecideAsync_NoAnswerInTime_IsAFaultAndTellsTheEvaluator()
    {
        CancellationToken seen = default;
        using TestWorld world = With(token => Never(seen = token));

        Task<AccessDecision> pending = world.Engine.DecideAsync(Own(world)).AsTask();
        world.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(pending.IsCompleted);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DenyReason.EvaluatorFault, (await pending.WaitAsync(TimeSpan.FromSeconds(60))).Reason);
        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task DecideAsync_EvaluatorThatIgnoresItsToken_StillTimesOut()
    {
        var forever = new TaskCompletionSource<PolicyVerdict>();
        using TestWorld world = With(_ => new(forever.Task));

        Task<AccessDecision> pending = world.Engine.DecideAsync(Own(world)).AsTask();
        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(DenyReason.EvaluatorFault, (await pending.WaitAsync(TimeSpan.FromSeconds(60))).Reason);
        forever.SetResult(PolicyVerdict.Allow);
    }

    [Fact]
    public async Task AuthorizeAsync_CancelledByTheCaller_ThrowsAndAllowsNothing()
    {
        using TestWorld world = With(Never);
        using var source = new CancellationTokenSource();

        Task<AccessResult> pending = world.Engine.AuthorizeAsync(Own(world), source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task DecideAsync_WhatTheGatesRefuse_AsksNobody()
    {
        int asked = 0;
        using TestWorld world = With(_ => new(++asked > 0 ? PolicyVerdict.Allow : default));

        AccessDecision decision = await world.Engine.DecideAsync(world.Request(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Globex)));

        Assert.Equal(DenyReason.TenantMismatch, decision.Reason);
        Assert.Equal(0, asked);
    }

    private static TestWorld With(params Func<CancellationToken, ValueTask<PolicyVerdict>>[] evaluators) => new(build: b => b.EvaluateAsync(evaluators));

    private static AccessRequest Own(TestWorld world) => world.Request(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme));
}
