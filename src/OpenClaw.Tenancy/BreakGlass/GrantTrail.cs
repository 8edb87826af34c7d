using System.Globalization;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Writes down what becomes of grants, in the platform's trail and in the target's.</summary>
internal sealed class GrantTrail(PolicyEngine engine, TimeProvider time)
{
    /// <summary>The records that must stand before the act.</summary>
    /// <param name="happened">What is about to happen.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether both are durable.</returns>
    internal async ValueTask<bool> RecordAsync(GrantEvent happened, CancellationToken cancellationToken)
    {
        AuditEnvelope platform = Envelope(TenantId.Platform, happened, happened.CorrelationId);
        return await engine.AppendAsync(platform, cancellationToken).ConfigureAwait(false)
            && await engine.AppendAsync(Envelope(happened.Target, happened, happened.CorrelationId ?? platform.CorrelationId), cancellationToken).ConfigureAwait(false);
    }

    private AuditEnvelope Envelope(TenantId trail, GrantEvent happened, string? correlation) => new(trail, time.GetUtcNow())
    {
        EffectiveTenant = TenantId.Platform,
        TargetTenant = happened.Target,
        Actor = happened.Actor?.Subject,
        Issuer = happened.Actor?.Issuer,
        Action = happened.Action,
        ResourceId = happened.Grant,
        GrantId = happened.Grant,
        Outcome = AuditOutcome.Allowed,
        ReasonCode = happened.Code,
        StatedReason = happened.Stated,
        Details = Details(happened),
        CorrelationId = correlation!,
    };

    private static Dictionary<string, string> Details(GrantEvent happened)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ticket"] = happened.Ticket,
            ["scopes"] = string.Join(' ', happened.Scopes),
            ["duration_seconds"] = ((long)happened.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        };
        Add(details, "requester", happened.Requester);
        Add(details, "approver", happened.Approver);
        return details;
    }

    private static void Add(Dictionary<string, string> details, string name, LinkedIdentity? who)
    {
        if (who is not null)
        {
            details.Add(name, who.Subject);
            details.Add($"{name}_issuer", who.Issuer);
        }
    }
}
