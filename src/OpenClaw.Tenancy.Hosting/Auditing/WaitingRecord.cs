using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What waits for the disk: an envelope, or nothing but somebody who waits for what is before it.</summary>
/// <param name="trail">Where it goes.</param>
/// <param name="envelope">What happened; null where only the end of the waiting is wanted.</param>
/// <param name="done">Who waits; null for what was emitted.</param>
/// <param name="since">When it began to wait, as a timestamp of the clock.</param>
/// <param name="share">On whose share it waits, where it was emitted.</param>
internal readonly struct WaitingRecord(LedgerTrail? trail, AuditEnvelope? envelope, TaskCompletionSource? done, long since, LedgerTrail? share = null)
{
    internal LedgerTrail? Trail { get; } = trail;

    internal AuditEnvelope? Envelope { get; } = envelope;

    /// <summary>The envelope written down, by the thread of whoever waits; of what was emitted, by the writer's.</summary>
    internal AuditDraft? Draft { get; } = done is not null && envelope is not null ? AuditDraft.Of(envelope) : null;

    internal TaskCompletionSource? Done { get; } = done;

    internal long Since { get; } = since;

    internal LedgerTrail? Share { get; } = share;
}
