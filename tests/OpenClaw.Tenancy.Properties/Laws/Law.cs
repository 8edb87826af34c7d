using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace OpenClaw.Tenancy.Properties.Laws;

/// <summary>Checks a law on generated cases. The seed is printed; OPENCLAW_TENANCY_SEED replays it.</summary>
internal static class Law
{
    public const int Cases = 10_000;

    private static readonly ulong Seed = ulong.TryParse(
        Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SEED"), CultureInfo.InvariantCulture, out ulong seed)
        ? seed
        : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>Checks a law that holds for each case, and gives back how often each class of cases occurred.</summary>
    public static Tally Check<T>(Gen<T> gen, Func<T, Tally, bool> law, int cases = Cases, [CallerMemberName] string name = "")
    {
        var tally = new Tally();
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: OPENCLAW_TENANCY_SEED={Seed}");
        Config config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true).WithName($"{name}, seed {Seed}")
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), FSharpOption<int>.None)));
        Prop.ForAll(gen.ToArbitrary(), x => law(x, tally)).Check(config);
        return tally;
    }
}
