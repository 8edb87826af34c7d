using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

/// <summary>An approval as it goes to those who may answer it.</summary>
public sealed record ApprovalView(
    string Id, string RunId, string Status, string RequestedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string ActionDigest, int UsesLeft, ApprovalPresentation Presentation)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Decision { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResolvedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ResolvedAt { get; init; }

    public static ApprovalView Of(Approval approval) => new(
        approval.Id.ToString(),
        approval.Run.ToString(),
        approval.Status.ToText(),
        approval.Requester.Subject,
        approval.CreatedAt,
        approval.ExpiresAt,
        approval.Digest.ToString(),
        approval.UsesLeft,
        ApprovalPresentation.Of(approval))
    {
        Reason = approval.Reason?.ToText(),
        Decision = approval.Decision?.ToText(),
        ResolvedBy = approval.Resolver?.Subject,
        ResolvedAt = approval.ResolvedAt,
    };
}
