using System.Globalization;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>Numbers that follow from a seed (SplitMix64). They are no secrets: they only make runs repeatable. Used by one thread.</summary>
internal sealed class SeededNumbers(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    internal int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Sixteen hexadecimal digits in lower case, of which the first is a letter, so that the text has a case.</summary>
    internal string Text() => $"{(char)('a' + Below(6))}{(Next() >> 4).ToString("x15", CultureInfo.InvariantCulture)}";

    private ulong Next()
    {
        unchecked
        {
            ulong mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
