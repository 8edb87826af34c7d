using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>What becomes of a grant, as its trails keep it. Who asked, for what and why stands in each record, so that each can be read alone.</summary>
internal sealed class GrantEvent
{
    internal required string Action { get; init; }

    /// <summary>The code of the reason.</summary>
    internal string Code { get; init; } = DenyReason.None.ToCode();

    internal required TenantId Target { get; init; }

    internal required string Grant { get; init; }

    /// <summary>Who does it; null where nobody does, and its time is over.</summary>
    internal LinkedIdentity? Actor { get; init; }

    internal required LinkedIdentity Requester { get; init; }

    internal LinkedIdentity? Approver { get; init; }

    internal required string Ticket { get; init; }

    internal required IReadOnlyList<string> Scopes { get; init; }

    internal required TimeSpan Duration { get; init; }

    internal string? Stated { get; init; }

    internal string? CorrelationId { get; init; }

    internal static GrantEvent Of(string action, BreakGlassGrant grant, LinkedIdentity? actor, string? stated = null, string? correlationId = null, LinkedIdentity? approver = null) => new()
    {
        Action = action,
        Target = grant.Target,
        Grant = grant.Id.ToString(),
        Actor = actor,
        Requester = grant.Requester,
        Approver = approver ?? grant.Approver,
        Ticket = grant.Ticket,
        Scopes = grant.Scopes,
        Duration = grant.Duration,
        Stated = stated ?? grant.Reason,
        CorrelationId = correlationId,
    };
}
