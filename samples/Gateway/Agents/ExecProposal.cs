namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>A command that waits for somebody to allow it.</summary>
public sealed record ExecProposal(string Command, string ApprovalId);
