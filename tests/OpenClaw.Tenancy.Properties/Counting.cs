using OpenClaw.Tenancy.TestKit.Reports;

// Each law counts its cases, so the whole suite belongs to the report.
[assembly: Trait(CaseCount.Trait, CaseCount.Cases)]
