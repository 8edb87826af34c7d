namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>Kept by the context of a scope. Callers name the ids.</summary>
public sealed class KeptSession : KeptRow;
