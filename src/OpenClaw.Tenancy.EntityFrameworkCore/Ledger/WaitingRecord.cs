using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What waits for the database: an envelope, or nothing but somebody who waits for what is before it.</summary>
/// <param name="trail">Where it goes.</param>
/// <param name="envelope">What happened; null where only the end of the waiting is wanted.</param>
/// <param name="done">Who waits, and is given a checkpoint over all that is durable then; null for what was emitted.</param>
/// <param name="since">When it began to wait, as a timestamp of the clock.</param>
/// <param name="share">On whose share it waits, where it was emitted.</param>
internal sealed class WaitingRecord(TrailLoad? trail, AuditEnvelope? envelope, TaskCompletionSource<SignedCheckpoint>? done, long since, TrailLoad? share = null)
{
    internal TrailLoad? Trail { get; } = trail;

    internal AuditEnvelope? Envelope { get; } = envelope;

    internal TaskCompletionSource<SignedCheckpoint>? Done { get; } = done;

    internal long Since { get; } = since;

    internal TrailLoad? Share { get; } = share;
}
