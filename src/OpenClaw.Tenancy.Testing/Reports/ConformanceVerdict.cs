namespace OpenClaw.Tenancy.Testing.Reports;

/// <summary>What became of a check.</summary>
public enum ConformanceVerdict
{
    /// <summary>It was not run. Counts as failed.</summary>
    NotRun = 0,

    /// <summary>The store or the host broke the rule, or gave no chance to see that it keeps it.</summary>
    Failed,

    /// <summary>The store or the host does not have what the check is about. Not a failure, and nothing is shown by it.</summary>
    NotOffered,

    /// <summary>The rule held in every case.</summary>
    Passed,
}
