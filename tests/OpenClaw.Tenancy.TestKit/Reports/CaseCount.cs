namespace OpenClaw.Tenancy.TestKit.Reports;

/// <summary>
/// Counts the cases that a test tries in a loop, for the report on isolation. Where the test ends before <see cref="Held"/> was called, the
/// case that it ended at counts as one that got through. Any number of threads may count.
/// </summary>
/// <param name="name">The figure: a group, a slash and a word of its own.</param>
/// <param name="what">What a case is, in the plural and in words; the same wherever the figure is counted.</param>
/// <param name="seed">The seed that the cases are made with, where they are generated.</param>
public sealed class CaseCount(string name, string what, ulong? seed = null) : IDisposable
{
    /// <summary>The trait of tests that count: <c>[Trait(CaseCount.Trait, CaseCount.Cases)]</c>.</summary>
    public const string Trait = "report";

    public const string Cases = "cases";

    private long _tried;
    private bool _held;

    /// <summary>Counts cases that are about to be tried, or were.</summary>
    public void Add(long cases = 1) => Interlocked.Add(ref _tried, cases);

    /// <summary>Says that each case was refused, or told rightly.</summary>
    public void Held() => _held = true;

    public void Dispose() => CountFile.Append(name, what, Interlocked.Read(ref _tried), _held ? 0 : 1, seed);
}
