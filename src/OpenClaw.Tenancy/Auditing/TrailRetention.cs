using System.Globalization;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>The record that must stand in a trail before what is older is dropped from it: without it, what is missing was taken out by nobody who may.</summary>
public static class TrailRetention
{
    /// <summary>The action of such a record; its resource id is the number of the last record that is dropped.</summary>
    public const string Action = "audit.retention";

    /// <summary>The envelope of such a record.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="through">The number of the last record that is dropped.</param>
    /// <param name="count">How many are dropped.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The envelope, which is made durable before anything is dropped.</returns>
    public static AuditEnvelope Envelope(TenantId trail, long through, long count, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(through);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new AuditEnvelope(trail, now)
        {
            Action = Action,
            Outcome = AuditOutcome.Allowed,
            ReasonCode = DenyReason.None.ToCode(),
            ResourceId = through.ToString(CultureInfo.InvariantCulture),
            Suppressed = count,
        };
    }
}
