using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Decisions;

/// <summary>A decision beside string equality and ASP.NET Core's own authorization.</summary>
internal static class DecisionGate
{
    public static void Run(GateReport report)
    {
        Peers(report);
        HotSet(report);
    }

    private static void Peers(GateReport report)
    {
        const int Many = 2_000_000;
        const int Fewer = 200_000;
        var peer = new AspNetCorePolicy();
        DecisionWorld one = World(1);
        var equals = new Measured("decision.string-equality", Many, DecisionLoops.EqualsRound(one));
        var findFirst = new Measured("decision.findfirst-equals", Fewer, DecisionLoops.Repeat(peer.FindFirst));
        var allow0 = new Measured("decision.allow-0-evaluators", Many, DecisionLoops.Decide(World(0), allowed: true));
        var allow1 = new Measured("decision.allow-1-evaluator", Many, DecisionLoops.Decide(one, allowed: true));
        var allow4 = new Measured("decision.allow-4-evaluators", Many, DecisionLoops.Decide(World(4), allowed: true));
        var deny1 = new Measured("decision.deny-foreign-1-evaluator", Many, DecisionLoops.Decide(one, allowed: false));
        var async1 = new Measured("decision.async-allow-1-evaluator", Many, DecisionLoops.DecideAsync(one));
        var permit = new Measured("decision.permit-mint-and-recheck", Fewer, DecisionLoops.MintAndRecheck(one));
        var big = new Measured("decision.allow-1-evaluator-1000-tenants", Many, DecisionLoops.Decide(new DecisionWorld(1_000, 1, 1), allowed: true));
        var huge = new Measured("decision.allow-1-evaluator-100000-tenants", Many, DecisionLoops.Decide(new DecisionWorld(100_000, 1, 1), allowed: true));
        var authorize = new Measured("decision.aspnetcore-authorizeasync", Fewer, DecisionLoops.Repeat(peer.Ask));
        Measured[] all = [equals, findFirst, allow0, allow1, allow4, deny1, async1, permit, big, huge, authorize];
        Measured.Interleave(all);
        foreach (Measured measured in all)
        {
            report.Print(measured);
        }

        report.AtMost("decision.allow-1-evaluator.bytes-gate", allow1.Bytes, "B/op", 0);
        report.AtMost("decision.allow-4-evaluators.bytes-gate", allow4.Bytes, "B/op", 0);
        report.AtMost("decision.deny-foreign.bytes-gate", deny1.Bytes, "B/op", 0);
        report.AtMost("decision.async-allow.bytes-gate", async1.Bytes, "B/op", 0);
        report.AtMost("decision.permit-mint-and-recheck.bytes-gate", permit.Bytes, "B/op", 64);
        report.AtLeast("decision.authorizeasync-over-decide", authorize.Nanoseconds / allow1.Nanoseconds, "ratio", 15);
    }

    // What grows with the number of tenants in use is memory, which string equality over the same set pays too.
    private static void HotSet(GateReport report)
    {
        const int Many = 2_000_000;
        const int Tenants = 100_000;
        DecisionWorld one = new(Tenants, 1, 1);
        DecisionWorld hot = new(Tenants, 1_024, 1);
        DecisionWorld all = new(Tenants, 65_536, 1);
        var decideOne = new Measured("decision.one-claim", Many, DecisionLoops.DecideRound(one));
        var equalsOne = new Measured("decision.one-claim-string-equality", Many, DecisionLoops.EqualsRound(one));
        var decideHot = new Measured("decision.hot-set-of-1024", Many, DecisionLoops.DecideRound(hot));
        var equalsHot = new Measured("decision.hot-set-string-equality", Many, DecisionLoops.EqualsRound(hot));
        var decideAll = new Measured("decision.random-over-all", Many, DecisionLoops.DecideRound(all));
        Measured.Interleave(decideOne, equalsOne, decideHot, equalsHot, decideAll);
        foreach (Measured measured in new[] { decideOne, equalsOne, decideHot, equalsHot, decideAll })
        {
            report.Print(measured);
        }

        double ratio = decideHot.Nanoseconds / equalsHot.Nanoseconds / (decideOne.Nanoseconds / equalsOne.Nanoseconds);
        report.Beside("decision.hot-set-over-one-claim.goal", ratio, "ratio", 1.3);
        report.AtMost("decision.hot-set-over-one-claim", ratio, "ratio", 2.5);
    }

    private static DecisionWorld World(int evaluators) => new(1, 1, evaluators);
}
