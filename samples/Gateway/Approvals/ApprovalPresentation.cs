using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.Samples.Gateway.Approvals;

/// <summary>What an approver is shown of the action.</summary>
public sealed record ApprovalPresentation(string Kind, string CommandText, IReadOnlyList<string> AllowedDecisions)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SessionId { get; init; }

    public static ApprovalPresentation Of(Approval approval) =>
        new(approval.Action.Kind, approval.Action.Command, [.. approval.AllowedDecisions.Select(static d => d.ToText())])
        {
            AgentId = approval.Action.Agent,
            SessionId = approval.Action.Session,
        };
}
