using System.Globalization;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.TestKit.Reports;

/// <summary>The seed of generated cases: the one that OPENCLAW_TENANCY_SEED names, so that a run can be had again, else another one for each process.</summary>
public static class TestSeed
{
    public static ulong Value { get; } = ulong.TryParse(
        Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
        ? seed
        : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    /// <summary>The same for generators that are seeded with 31 bits.</summary>
    public static int Small => (int)(Value & int.MaxValue);
}
