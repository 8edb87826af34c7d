using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Support;

/// <summary>Where random cases begin. The seed is printed; OPENCLAW_TENANCY_SEED replays it.</summary>
internal static class Seeds
{
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    /// <summary>The same numbers for the same seed and name.</summary>
    public static Random Random([CallerMemberName] string name = "")
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {Text}");
        return new Random(TestSeed.Small);
    }

    /// <summary>What a failing case says of where it came from.</summary>
    public static string Text => $"OPENCLAW_TENANCY_SEED={TestSeed.Value}";

    /// <summary>The figure of the report that all comparisons with the model count in.</summary>
    public static CaseCount Compared() => new("model/differential", "questions, facts and steps that the library and the compiled model must answer alike", TestSeed.Value);

    public static bool Chance(this Random random, double part) => random.NextDouble() < part;

    public static T Of<T>(this Random random, params ReadOnlySpan<T> some) => some[random.Next(some.Length)];
}
