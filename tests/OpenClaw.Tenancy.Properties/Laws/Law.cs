using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Properties.Laws;

/// <summary>Checks a law on generated cases. The seed is printed; OPENCLAW_TENANCY_SEED replays it.</summary>
internal static class Law
{
    public const int Cases = 10_000;

    /// <summary>Checks a law that holds for each case, and gives back how often each class of cases occurred.</summary>
    public static Tally Check<T>(Gen<T> gen, Func<T, Tally, bool> law, int cases = Cases, [CallerMemberName] string name = "")
    {
        var tally = new Tally();
        using var count = new CaseCount("laws/generated", "generated cases of laws", TestSeed.Value);
        count.Add(cases);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: OPENCLAW_TENANCY_SEED={TestSeed.Value}");
        Config config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true).WithName($"{name}, seed {TestSeed.Value}")
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(TestSeed.Value), FSharpOption<int>.None)));
        Prop.ForAll(gen.ToArbitrary(), x => law(x, tally)).Check(config);
        count.Held();
        return tally;
    }
}
