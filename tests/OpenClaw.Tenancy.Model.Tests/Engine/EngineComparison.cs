using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>Runs cases through the engine and through the model, and counts what came out.</summary>
internal sealed class EngineComparison
{
    private const int Phases = 4;
    private const int Kept = 40;

    // An engine that has minted none of the permits.
    private static readonly Lazy<TestWorld> Elsewhere = new(static () => new TestWorld());

    private readonly Dictionary<(DenyReason Reason, AccessWay Way), int> _seen = [];

    public int Cases { get; private set; }

    public int Uses { get; private set; }

    public int DeadPermits { get; private set; }

    public int Count(AccessWay way) => _seen.Where(s => s.Key.Way == way).Sum(static s => s.Value);

    public IEnumerable<DenyReason> Reasons => _seen.Keys.Select(static k => k.Reason).Distinct().Order();

    public string Summary => string.Join(Environment.NewLine, _seen.OrderByDescending(static s => s.Value).Select(s =>
        $"{s.Value,9:N0} {100.0 * s.Value / Cases,6:F2} % {s.Key.Reason} {s.Key.Way}").Prepend($"{Cases:N0} cases, {Uses:N0} uses of permits, of which {DeadPermits:N0} had died"));

    public void Run(ModelledWorld world, int cases)
    {
        var permits = new List<(AccessPermit Permit, EngineCase Case)>();
        for (int phase = 0; phase < Phases; phase++)
        {
            world.Live();
            foreach ((AccessPermit permit, EngineCase one) in permits)
            {
                Use(world, permit, one);
            }

            permits.Clear();
            for (int i = 0; i < cases / Phases; i++)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                if (Ask(world, i % 16 == 0) is { } earned && permits.Count < Kept)
                {
                    permits.Add(earned);
                }
            }
        }
    }

    private (AccessPermit Permit, EngineCase Case)? Ask(ModelledWorld world, bool authorize)
    {
        Decisions._ILedger ledger = ModelledLedgers.Draw(world.Ledger, world.Random);
        world.Script.Draw(world.Random);
        var one = EngineCase.Draw(world);
        AccessRequest request = one.Request;
        Decisions._IDecision full = Decisions.__default.Decide(world.Host, one.Model, Dafny.Sequence<Verdicts._IAnswer>.Concat(world.Script.Now, world.Script.Later), ledger);
        (DenyReason Reason, AccessWay Way) expected = ModelText.Of(full);
        (DenyReason Reason, AccessWay Way) soon = ModelText.Of(Decisions.__default.DecideNow(world.Host, one.Model, world.Script.Now, world.Script.Later));
        AccessDecision now = world.Engine.Decide(in request);
        AccessDecision inFull = Completed(world.Engine.DecideAsync(request));
        if (soon != (now.Reason, now.Way) || expected != (inFull.Reason, inFull.Way))
        {
            Assert.Fail($"{Seeds.Text}, case {Cases}: the engine says {(now.Reason, now.Way)} and {(inFull.Reason, inFull.Way)}, the model {soon} and {expected}, of {one.Model} in {world.Host}.");
        }

        Cases++;
        _seen[expected] = _seen.GetValueOrDefault(expected) + 1;
        return authorize ? Authorize(world, one, full) : null;
    }

    // The permit says whose data it opens, for whom, and by which way; and the early gates say the same as in the model.
    private static (AccessPermit Permit, EngineCase Case)? Authorize(ModelledWorld world, EngineCase one, Decisions._IDecision expected)
    {
        AccessRequest request = one.Request;
        AccessResult result = Completed(world.Engine.AuthorizeAsync(request));
        Assert.Equal(ModelText.Of(expected), (result.Decision.Reason, result.Decision.Way));
        Assert.Equal(expected.is_Permit, result.IsAllowed);
        if (one.Model.dtor_caller.is_Holder)
        {
            Gates._IFacts facts = Worlds.__default.FactsOf(world.Host, one.Model.dtor_caller.dtor_claim, one.Model, one.Model.dtor_action.dtor_value);
            Assert.Equal(ModelText.Of(Gates.__default.BeforeLookup(facts)), world.Engine.Admit(in request));
            Assert.Equal(ModelText.Of(Gates.__default.OfClaim(facts)), world.Engine.Recognize(in request));
        }

        if (result.Permit is not { } permit)
        {
            return null;
        }

        Assert.Equal((expected.dtor_effective, expected.dtor_target), (Ids.Of(permit.EffectiveTenant), Ids.Of(permit.Tenant)));
        Assert.Equal(ModelText.Of(expected.dtor_way), permit.Way);
        return (permit, one);
    }

    private void Use(ModelledWorld world, AccessPermit permit, EngineCase one)
    {
        bool holds = Decisions.__default.StillHolds(world.Host, one.Use());
        Assert.Equal(holds, world.Engine.Holds(permit, permit.Action, permit.ResourceId, world.Now));

        // For nothing but what it says, and with no other engine.
        Assert.False(world.Engine.Holds(permit, world.Engine.Action("operator.read", "another"), permit.ResourceId, world.Now));
        Assert.False(world.Engine.Holds(permit, permit.Action, permit.ResourceId is null ? "some" : null, world.Now));
        Assert.False(Elsewhere.Value.Engine.Holds(permit, permit.Action, permit.ResourceId, world.Now));
        Uses++;
        DeadPermits += holds ? 0 : 1;
    }

    // Nothing here has to wait.
    private static T Completed<T>(ValueTask<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }
}
