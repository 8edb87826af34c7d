namespace OpenClaw.Tenancy.Testing.Probing.Reports;

/// <summary>A host does not keep its tenants apart, or could not be looked at. The message lists each finding with its fix.</summary>
public sealed class ProbeFailedException : Exception
{
    internal ProbeFailedException(ProbeReport report)
        : base(report.PrintFailures()) => Report = report;

    /// <summary>The whole report.</summary>
    public ProbeReport Report { get; }
}
