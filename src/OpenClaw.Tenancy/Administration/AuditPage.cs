using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Administration;

/// <summary>A part of a trail, the newest first.</summary>
public sealed class AuditPage
{
    internal AuditPage(IReadOnlyList<AuditRecord> records, long? next) => (Records, Next) = (records, next);

    /// <summary>The records. There may be none although more follow: not all of a long trail is looked through at once.</summary>
    public IReadOnlyList<AuditRecord> Records { get; }

    /// <summary>What <see cref="AuditFilter.Before"/> of the next page is, or null where the trail has begun.</summary>
    public long? Next { get; }
}
