namespace OpenClaw.Tenancy.Testing.Reports;

/// <summary>One rule, looked at for one operation on one kind of object.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ConformanceCheck
{
    internal ConformanceCheck(string ruleId, string name, string kind, StoreOperations operation, ConformanceVerdict verdict, int cases, string finding) =>
        (RuleId, Name, Kind, Operation, Verdict, Cases, Finding) = (ruleId, name, kind, operation, verdict, cases, finding);

    /// <summary>The rule's id, one of <see cref="StoreRuleIds"/>.</summary>
    public string RuleId { get; }

    /// <summary>What must hold.</summary>
    public string Name { get; }

    /// <summary>The name of the kind of object.</summary>
    public string Kind { get; }

    /// <summary>The operation.</summary>
    public StoreOperations Operation { get; }

    /// <summary>What became of it.</summary>
    public ConformanceVerdict Verdict { get; }

    /// <summary>Whether the check stands against the store: it failed, or was not run.</summary>
    public bool IsFailure => Verdict is not (ConformanceVerdict.Passed or ConformanceVerdict.NotOffered);

    /// <summary>How many attempts were made.</summary>
    public int Cases { get; }

    /// <summary>What was wrong and how to put it right, or why it was not looked at. Empty when it passed.</summary>
    public string Finding { get; }

    /// <summary>The check in one line.</summary>
    /// <returns>Verdict, rule, kind, operation, cases, finding.</returns>
    public override string ToString() =>
        $"{Verdict,-10} {RuleId,-20} {Kind}.{Operation} ({Cases}){(Finding.Length == 0 ? string.Empty : ": " + Finding)}";
}
