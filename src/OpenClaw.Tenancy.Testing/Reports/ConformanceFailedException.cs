namespace OpenClaw.Tenancy.Testing.Reports;

/// <summary>A store does not keep its tenants apart, or could not be looked at. The message lists each finding with its fix.</summary>
public sealed class ConformanceFailedException : Exception
{
    internal ConformanceFailedException(ConformanceReport report)
        : base(report.PrintFailures()) => Report = report;

    /// <summary>The whole report.</summary>
    public ConformanceReport Report { get; }
}
