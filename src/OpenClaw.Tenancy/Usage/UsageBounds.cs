using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Usage;

/// <summary>What a number or a name of usage may be. The same for events, estimates and limits.</summary>
internal static class UsageBounds
{
    internal const long MaxCount = 1_000_000_000_000;
    internal const decimal MaxCost = 1_000_000m;

    // INVARIANT: what a day holds of one thing is exact in every database and in JSON, and 400 days of it fit a number of 64 bits.
    internal const long MaxOfDay = 9_007_199_254_740_991;

    private const int MaxText = 128;
    private const long PerUnit = 1_000_000_000;

    internal static long Count(long value, long max = MaxCount, [CallerMemberName] string name = "") => value >= 0 && value <= max ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} of usage is from 0 to {max}. A number that is negative or larger was not counted by anybody: look at where it comes from.");

    internal static decimal Cost(decimal value, decimal max = MaxCost, [CallerMemberName] string name = "") =>
        value < 0 || value > max
            ? throw new ArgumentOutOfRangeException(name, $"{name} of usage is from 0 to {max}. Give it in the host's own unit of money.")
            : decimal.Round(value, 9) == value ? value
            : throw new ArgumentOutOfRangeException(name, $"{name} of usage has at most 9 decimals, so that sums are exact. Round it before it is given.");

    /// <summary>An optional name: null, or a short line.</summary>
    internal static string? Name(string? value, [CallerMemberName] string name = "") => value is null || PlainLine.Is(value, MaxText) ? value
        : throw new ArgumentException($"{name} of usage is null, or 1 to {MaxText} characters without control characters. Nothing is cut.", name);

    internal static string Id(string value, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Length is > 0 and <= MaxText && !value.AsSpan().ContainsAnyExceptInRange('!', '~') ? value
            : throw new ArgumentException($"The id of usage is 1 to {MaxText} visible characters of ASCII.", name);
    }

    internal static long ToBillionths(decimal cost) => (long)(cost * PerUnit);

    internal static decimal FromBillionths(long billionths) => (decimal)billionths / PerUnit;
}
