using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Probing.Reports;

/// <summary>What a run found.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ProbeReport
{
    internal ProbeReport(IEnumerable<ProbeCheck> checks, IEnumerable<ProbedEndpoint> endpoints, long seed, long requests)
    {
        Checks = new ReadOnlyCollection<ProbeCheck>([.. checks]);
        Endpoints = new ReadOnlyCollection<ProbedEndpoint>([.. endpoints]);
        (Seed, Requests) = (seed, requests);
        Passed = Count(ConformanceVerdict.Passed);
        Failed = Count(ConformanceVerdict.Failed);
        NotOffered = Count(ConformanceVerdict.NotOffered);
        NotRun = Count(ConformanceVerdict.NotRun);
        Cases = Checks.Sum(static c => c.Cases);
    }

    /// <summary>Every rule on every endpoint, the ones that were not offered too.</summary>
    public IReadOnlyList<ProbeCheck> Checks { get; }

    /// <summary>Everything that was found, at most five findings for each rule and endpoint.</summary>
    public IEnumerable<ProbeFinding> Findings => Checks.SelectMany(static c => c.Findings);

    /// <summary>What was done with each endpoint.</summary>
    public IReadOnlyList<ProbedEndpoint> Endpoints { get; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>How many attempts were made in all checks.</summary>
    public int Cases { get; }

    /// <summary>How many requests and frames were sent.</summary>
    public long Requests { get; }

    /// <summary>How many checks passed.</summary>
    public int Passed { get; }

    /// <summary>How many checks failed.</summary>
    public int Failed { get; }

    /// <summary>How many checks are about something that the host or the subject does not offer.</summary>
    public int NotOffered { get; }

    /// <summary>How many checks were not run. They count as failed.</summary>
    public int NotRun { get; }

    /// <summary>Whether the host kept every rule that could be looked at, and something was.</summary>
    public bool IsIsolated => Passed > 0 && Failed == 0 && NotRun == 0;

    /// <summary>Throws when a check failed or was not run.</summary>
    /// <exception cref="ProbeFailedException">The host does not keep its tenants apart; the message lists each finding with its fix.</exception>
    public void ThrowIfAnyFailed()
    {
        if (!IsIsolated)
        {
            throw new ProbeFailedException(this);
        }
    }

    /// <summary>The counts, below them every check, and then every endpoint with its times.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = Print(static _ => true);
        foreach (ProbedEndpoint endpoint in Endpoints)
        {
            text.AppendLine().Append("  ").Append(endpoint);
        }

        return text.ToString();
    }

    internal string PrintFailures() => Print(static check => check.IsFailure).ToString();

    private StringBuilder Print(Func<ProbeCheck, bool> shown)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"Isolation probe: {Passed} passed, {Failed} failed, {NotRun} not run, {NotOffered} not offered; {Cases} cases, {Requests} requests, seed {Seed}.");
        foreach (ProbeCheck check in Checks.Where(shown))
        {
            text.AppendLine().Append("  ").Append(check);
        }

        return text;
    }

    private int Count(ConformanceVerdict verdict) => Checks.Count(c => c.Verdict == verdict);
}
