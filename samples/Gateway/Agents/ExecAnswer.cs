namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What became of a proposal.</summary>
/// <param name="IsGranted">Whether the command may be executed, now and once.</param>
/// <param name="Status">The status of the approval.</param>
/// <param name="Reason">Why it is pending no more, or null.</param>
public sealed record ExecAnswer(bool IsGranted, string Status, string? Reason);
