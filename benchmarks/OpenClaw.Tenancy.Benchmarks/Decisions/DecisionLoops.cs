using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Benchmarks.Decisions;

/// <summary>The loops that are timed. Each checks its answers, so that nothing is optimised away and nothing wrong is measured.</summary>
internal static class DecisionLoops
{
    public static Action<int> Decide(DecisionWorld world, bool allowed)
    {
        PolicyEngine engine = world.Engine;
        AccessRequest request = allowed ? world.Request(0) : world.Request(0, TenantId.From("someone-else"));
        return n =>
        {
            int hits = 0;
            for (int i = 0; i < n; i++)
            {
                hits += engine.Decide(in request).IsAllowed ? 1 : 0;
            }

            Check(hits, allowed ? n : 0);
        };
    }

    public static Action<int> DecideAsync(DecisionWorld world)
    {
        AccessRequest request = world.Request(0);
        return n =>
        {
            int hits = 0;
            for (int i = 0; i < n; i++)
            {
                ValueTask<AccessDecision> pending = world.Engine.DecideAsync(request);
                hits += pending.IsCompletedSuccessfully && pending.Result.IsAllowed ? 1 : 0;
            }

            Check(hits, n);
        };
    }

    public static Action<int> MintAndRecheck(DecisionWorld world)
    {
        AccessRequest request = world.Request(0);
        return n =>
        {
            int hits = 0;
            for (int i = 0; i < n; i++)
            {
                world.Engine.Authorize(in request, out AccessPermit? permit);
                hits += world.Engine.Holds(permit, world.Action, "r1", request.Now) ? 1 : 0;
            }

            Check(hits, n);
        };
    }

    /// <summary>Goes round the world's claims; with one claim that is the same work over one.</summary>
    public static Action<int> DecideRound(DecisionWorld world)
    {
        AccessRequest[] requests = [.. Enumerable.Range(0, world.Claims.Length).Select(i => world.Request(i))];
        int mask = requests.Length - 1;
        return n =>
        {
            int hits = 0;
            for (int i = 0; i < n; i++)
            {
                hits += world.Engine.Decide(in requests[i & mask]).IsAllowed ? 1 : 0;
            }

            Check(hits, n);
        };
    }

    public static Action<int> EqualsRound(DecisionWorld world)
    {
        string[] left = world.Names;
        string[] right = world.SameNames;
        int mask = left.Length - 1;
        return n =>
        {
            int hits = 0;
            for (int i = 0; i < n; i++)
            {
                hits += SameText(left[i & mask], right[i & mask]) ? 1 : 0;
            }

            Check(hits, n);
        };
    }

    public static Action<int> Repeat(Func<bool> ask) => n =>
    {
        int hits = 0;
        for (int i = 0; i < n; i++)
        {
            hits += ask() ? 1 : 0;
        }

        Check(hits, n);
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SameText(string left, string right) => string.Equals(left, right);

    private static void Check(int hits, int expected)
    {
        if (hits != expected)
        {
            throw new InvalidOperationException($"{hits} answers were yes where {expected} should have been.");
        }
    }
}
