namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Something that a host must keep.</summary>
/// <param name="Id">Its id in the report.</param>
/// <param name="Statement">What must hold.</param>
/// <param name="Fix">How a host that breaks it is put right.</param>
/// <param name="IsNeeded">Whether a run that could not try it shows nothing.</param>
internal sealed record ProbeRule(string Id, string Statement, string Fix, bool IsNeeded = false);
