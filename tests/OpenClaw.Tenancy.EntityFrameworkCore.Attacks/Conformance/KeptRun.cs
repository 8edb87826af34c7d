namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>Kept by permits. The store makes the ids.</summary>
public sealed class KeptRun : KeptRow;
