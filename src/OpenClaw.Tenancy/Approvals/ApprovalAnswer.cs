using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>What an approver answers to an approval.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ApprovalAnswer
{
    /// <summary>The decision as it was sent. What is malformed, unknown or not on offer counts as a denial.</summary>
    public required string? Decision { get; init; }

    /// <summary>The kind that the approver takes it for. Another one than the approval's own counts as a denial. Default: null, not said.</summary>
    public string? Kind { get; init; }

    /// <summary>The run that the approver takes it for; of another one there is no such approval. Default: null, not said.</summary>
    public RunId? Run { get; init; }

    /// <summary>The digest of the action that the approver saw; of another one there is no such approval. Default: null, not said.</summary>
    public Digest256? Seen { get; init; }

    /// <summary>What joins the records of one request. Default: minted.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The answer that a text gives, and nothing else said.</summary>
    /// <param name="decision">The text.</param>
    /// <returns>The answer.</returns>
    public static ApprovalAnswer Of(string? decision) => new() { Decision = decision };
}
