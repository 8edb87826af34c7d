using System.Collections.ObjectModel;
using OpenClaw.Tenancy.Testing.Probing.Running;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Probing.Reports;

/// <summary>One rule, looked at on one endpoint.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ProbeCheck
{
    private readonly string _why;

    internal ProbeCheck(ProbeRule rule, string endpoint, ConformanceVerdict verdict, int cases, IEnumerable<ProbeFinding> findings, string why)
    {
        (RuleId, Name, Endpoint, Verdict, Cases, _why) = (rule.Id, rule.Statement, endpoint, verdict, cases, why);
        Findings = new ReadOnlyCollection<ProbeFinding>([.. findings]);
        Fix = rule.Fix;
    }

    /// <summary>The rule's id, one of <see cref="ProbeRuleIds"/>.</summary>
    public string RuleId { get; }

    /// <summary>What must hold.</summary>
    public string Name { get; }

    /// <summary>The endpoint, or <c>all</c>.</summary>
    public string Endpoint { get; }

    /// <summary>What became of it.</summary>
    public ConformanceVerdict Verdict { get; }

    /// <summary>Whether the check stands against the host: it failed, or was not run.</summary>
    public bool IsFailure => Verdict is not (ConformanceVerdict.Passed or ConformanceVerdict.NotOffered);

    /// <summary>How many attempts were made.</summary>
    public int Cases { get; }

    /// <summary>The first few findings. Empty when it passed.</summary>
    public IReadOnlyList<ProbeFinding> Findings { get; }

    /// <summary>How a host that breaks the rule is put right.</summary>
    public string Fix { get; }

    /// <summary>The check in a line, and below it its findings.</summary>
    /// <returns>Verdict, rule, endpoint, cases, findings and fix.</returns>
    public override string ToString()
    {
        string found = string.Concat(Findings.Select(f => $"{Environment.NewLine}      {f}"));
        string why = _why.Length == 0 ? string.Empty : ": " + _why;
        return $"{Verdict,-10} {RuleId,-20} {Endpoint} ({Cases}){why}{found}{(Findings.Count != 0 ? $"{Environment.NewLine}      Fix: {Fix}" : string.Empty)}";
    }
}
