using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Maps one string of a frame by what it is.</summary>
internal readonly struct TextMapper(TenantNames names, KnownApprovals approvals, List<string> told, MapDirection direction, OpenClawAgentName? agent)
{
    internal MapOutcome Map(string text, ShapeKind kind, Utf8JsonWriter? writer)
    {
        string? mapped = direction == MapDirection.Asked ? Asked(text, kind) : Told(text, kind);
        if (mapped is null)
        {
            return direction == MapDirection.Asked && kind is not (ShapeKind.Key or ShapeKind.Agent or ShapeKind.Approval) ? MapOutcome.NotUnderstood : MapOutcome.Foreign;
        }

        // SECURITY: it counts only when all of the frame is the tenant's. What is only looked at is perhaps left out.
        if (writer is not null && kind == ShapeKind.Approval)
        {
            told.Add(mapped);
        }

        writer?.WriteStringValue(mapped);
        return MapOutcome.Mapped;
    }

    private string? Asked(string text, ShapeKind kind)
    {
        switch (kind)
        {
            case ShapeKind.Key:
                return names.TryKey(text, agent, out string? key) ? key : null;
            case ShapeKind.Agent:
                return names.TryAgent(text, out OpenClawAgentName? name) ? name.AgentId : null;
            case ShapeKind.Run or ShapeKind.OwnRun:
                return names.TryRun(text, isBound: kind == ShapeKind.Run, out string? run) ? run : null;
            case ShapeKind.Approval:
                return approvals.Has(text) ? text : null;
            // SECURITY: a command acts with the gateway's authority, which is no tenant's.
            case ShapeKind.Message when new CommandReader(text).MoveNext():
                return null;

            // SECURITY: what a client writes comes back to it, where an id of another tenant would stop the whole answer.
            default:
                return names.Ids.TryTell(text, out _) ? text : null;
        }
    }

    private string? Told(string text, ShapeKind kind)
    {
        switch (kind)
        {
            case ShapeKind.Key:
                return names.TryTellKey(text, out string? key) ? key : null;
            case ShapeKind.Agent:
                return names.TryTellAgent(text, out string? told) ? told : null;
            case ShapeKind.Run or ShapeKind.OwnRun:
                return names.TryTellRun(text, out string? run) ? run : null;
            default:
                return names.Ids.TryTell(text, out string plain) ? plain : null;
        }
    }
}
