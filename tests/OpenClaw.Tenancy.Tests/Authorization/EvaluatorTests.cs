using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Evaluators narrow and never open; whatever goes wrong with one denies.</summary>
public sealed class EvaluatorTests
{
    private static readonly Func<PolicyVerdict> Allow = static () => PolicyVerdict.Allow;
    private static readonly Func<PolicyVerdict> Nothing = static () => PolicyVerdict.NotApplicable;
    private static readonly Func<PolicyVerdict> Forbid = static () => PolicyVerdict.Forbid;
    private static readonly Func<PolicyVerdict> Unsure = static () => PolicyVerdict.Indeterminate;
    private static readonly Func<PolicyVerdict> Undefined = static () => (PolicyVerdict)99;
    private static readonly Func<PolicyVerdict> Negative = static () => (PolicyVerdict)(-1);
    private static readonly Func<PolicyVerdict> Throws = static () => throw new InvalidOperationException("broken");

    [Fact]
    public void Decide_NobodyObjects_IsAllowed()
    {
        Assert.Equal(DenyReason.None, Own());
        Assert.Equal(DenyReason.None, Own(Allow));
        Assert.Equal(DenyReason.None, Own(Nothing));
        Assert.Equal(DenyReason.None, Own(Nothing, Allow, Nothing));
    }

    [Fact]
    public void Decide_AnyFault_IsEvaluatorFault()
    {
        foreach (Func<PolicyVerdict> fault in (Func<PolicyVerdict>[])[Unsure, Undefined, Negative, Throws])
        {
            Assert.Equal(DenyReason.EvaluatorFault, Own(fault));
            Assert.Equal(DenyReason.EvaluatorFault, Own(Allow, fault));
            Assert.Equal(DenyReason.EvaluatorFault, Own(fault, Allow));
        }
    }

    [Fact]
    public void Decide_Forbid_WinsInEveryPlace()
    {
        Assert.Equal(DenyReason.PolicyForbid, Own(Forbid));
        foreach (Func<PolicyVerdict> other in (Func<PolicyVerdict>[])[Allow, Nothing, Unsure, Undefined, Throws, Forbid])
        {
            Assert.Equal(DenyReason.PolicyForbid, Own(other, Forbid));
            Assert.Equal(DenyReason.PolicyForbid, Own(Forbid, other));
        }
    }

    [Fact]
    public void Decide_AlwaysAllow_OpensNothing()
    {
        using var world = new TestWorld(build: static b => b.Evaluate(Allow, Allow));

        Assert.Equal(DenyReason.TenantMismatch, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Globex)));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TestWorld.Acme), Ask.Of(TestWorld.Acme)));
        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(null)));
    }

    [Fact]
    public void Decide_BeforeTheGatesPass_AsksNobody()
    {
        int asked = 0;
        using var world = new TestWorld(build: b => b.Evaluate(() => (PolicyVerdict)(++asked + 1)));

        world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Globex));
        world.Decide(world.Claim(TestWorld.Acme), Ask.Of(TestWorld.Acme));

        Assert.Equal(0, asked);
    }

    [Fact]
    public void Decide_Allocates_Nothing()
    {
        using var world = new TestWorld(build: static b => b.Evaluate(Allow));
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.write");
        AccessRequest request = world.Request(claim, Ask.Of(TestWorld.Acme));
        world.Engine.Decide(in request);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            world.Engine.Decide(in request);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static DenyReason Own(params Func<PolicyVerdict>[] evaluators)
    {
        using var world = new TestWorld(build: b => b.Evaluate(evaluators));
        return world.Decide(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme));
    }
}
