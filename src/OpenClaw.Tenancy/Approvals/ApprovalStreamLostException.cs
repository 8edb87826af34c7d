namespace OpenClaw.Tenancy.Approvals;

/// <summary>A watcher did not keep up, and lost his stream: list what is there, and watch anew.</summary>
/// <param name="message">The message.</param>
public sealed class ApprovalStreamLostException(string message) : TenancyException(message);
