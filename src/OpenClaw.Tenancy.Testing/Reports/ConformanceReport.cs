using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Testing.Reports;

/// <summary>What a run found.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ConformanceReport
{
    internal ConformanceReport(IEnumerable<ConformanceCheck> checks, long seed, long calls)
    {
        Checks = new ReadOnlyCollection<ConformanceCheck>([.. checks]);
        (Seed, Calls) = (seed, calls);
        Passed = Count(ConformanceVerdict.Passed);
        Failed = Count(ConformanceVerdict.Failed);
        NotOffered = Count(ConformanceVerdict.NotOffered);
        NotRun = Count(ConformanceVerdict.NotRun);
        Cases = Checks.Sum(static c => c.Cases);
    }

    /// <summary>Every check of every kind, the ones that were not offered too.</summary>
    public IReadOnlyList<ConformanceCheck> Checks { get; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>How many attempts were made in all checks.</summary>
    public int Cases { get; }

    /// <summary>How many times the store was called.</summary>
    public long Calls { get; }

    /// <summary>How many checks passed.</summary>
    public int Passed { get; }

    /// <summary>How many checks failed.</summary>
    public int Failed { get; }

    /// <summary>How many checks are about something that the store does not offer.</summary>
    public int NotOffered { get; }

    /// <summary>How many checks were not run. They count as failed.</summary>
    public int NotRun { get; }

    /// <summary>Whether the store keeps every rule that could be looked at, and something was.</summary>
    public bool IsConformant => Passed > 0 && Failed == 0 && NotRun == 0;

    /// <summary>Throws when a check failed or was not run.</summary>
    /// <exception cref="ConformanceFailedException">The store does not conform; the message lists each finding with its fix.</exception>
    public void ThrowIfAnyFailed()
    {
        if (!IsConformant)
        {
            throw new ConformanceFailedException(this);
        }
    }

    /// <summary>The counts, and below them every check in one line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Print(static _ => true);

    internal string PrintFailures() => Print(static check => check.IsFailure);

    private string Print(Func<ConformanceCheck, bool> shown)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"Storage conformance: {Passed} passed, {Failed} failed, {NotRun} not run, {NotOffered} not offered; {Cases} cases, {Calls} calls, seed {Seed}.");
        foreach (ConformanceCheck check in Checks.Where(shown))
        {
            text.AppendLine().Append("  ").Append(check);
        }

        return text.ToString();
    }

    private int Count(ConformanceVerdict verdict) => Checks.Count(c => c.Verdict == verdict);
}
