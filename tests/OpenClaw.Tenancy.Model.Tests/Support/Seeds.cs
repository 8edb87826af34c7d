using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Model.Tests.Support;

/// <summary>Where random cases begin. The seed is printed; OPENCLAW_TENANCY_SEED replays it.</summary>
internal static class Seeds
{
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    private static readonly ulong Seed = ulong.TryParse(
        Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SEED"), CultureInfo.InvariantCulture, out ulong seed)
        ? seed
        : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>The same numbers for the same seed and name.</summary>
    public static Random Random([CallerMemberName] string name = "")
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: OPENCLAW_TENANCY_SEED={Seed}");
        return new Random((int)(Seed ^ (Seed >> 32)));
    }

    /// <summary>What a failing case says of where it came from.</summary>
    public static string Text => $"OPENCLAW_TENANCY_SEED={Seed}";

    public static bool Chance(this Random random, double part) => random.NextDouble() < part;

    public static T Of<T>(this Random random, params ReadOnlySpan<T> some) => some[random.Next(some.Length)];
}
