using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>One ledger that a test has opened, and what it needs of it besides the contracts.</summary>
public abstract class LedgerUnderTest : IAsyncDisposable
{
    public abstract IAuditLedger Ledger { get; }

    public virtual IAuditTrailStore Trails => (IAuditTrailStore)Ledger;

    public abstract ManualTime Time { get; }

    public abstract VerificationKey Key { get; }

    /// <summary>Waits until all that was emitted is durable or counted as dropped.</summary>
    public abstract Task FlushAsync();

    /// <summary>Drops what is older than a moment.</summary>
    public abstract Task<long> DropAsync(DateTimeOffset olderThan);

    public abstract ValueTask DisposeAsync();

    public AuditEnvelope Envelope(string actor, TenantId? tenant = null) => new(tenant ?? TestWorld.Acme, Time.Now)
    {
        EffectiveTenant = tenant ?? TestWorld.Acme,
        Actor = actor,
        Action = "members.add",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
    };

    /// <summary>What the platform's trail says of something that a tenant tried.</summary>
    public AuditEnvelope Truth(string actor, TenantId by) => new(TenantId.Platform, Time.Now)
    {
        EffectiveTenant = by,
        Actor = actor,
        Action = "runs.read",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "tenant_mismatch",
    };

    public Task Append(string actor, TenantId? tenant = null) => Ledger.AppendAsync(Envelope(actor, tenant), CancellationToken.None).AsTask();

    public static TrailAccess Access(TenantId? tenant = null) => TrailAccess.DangerousForOperator(tenant ?? TestWorld.Acme, "a test");

    public async Task<IReadOnlyList<AuditEntry>> Entries(TenantId? tenant = null) => await Trails.ReadAsync(Access(tenant), 1, int.MaxValue, CancellationToken.None);

    public async Task<AuditRecord[]> Records(TenantId? tenant = null) => [.. (await Entries(tenant)).Select(static e => e.ToRecord(Id))];

    /// <summary>What a trail holds: "sequence actor", "sequence dropped count" for what was not kept up with, "sequence gone" for what is past its time.</summary>
    public async Task<string[]> Trail(TenantId? tenant = null) => [.. (await Entries(tenant)).Select(static e =>
        e.IsDropped ? $"{e.Sequence} gone"
        : e.ToRecord(Id).Envelope is { Action: "audit.emit" } lost ? $"{e.Sequence} dropped {lost.Suppressed}"
        : e.ToRecord(Id).Envelope is { Action: TrailRetention.Action } retention ? $"{e.Sequence} retention {retention.ResourceId} {retention.Suppressed}"
        : $"{e.Sequence} {e.ToRecord(Id).Envelope.Actor}")];

    /// <summary>Takes a trail out.</summary>
    public async Task<(byte[] File, SignedCheckpoint End)> Export(TenantId? tenant = null)
    {
        using var file = new MemoryStream();
        SignedCheckpoint end = await TrailExport.WriteAsync(Trails, Access(tenant), file, CancellationToken.None);
        return (file.ToArray(), end);
    }

    /// <summary>Takes a trail out and verifies it, with nothing but the public key.</summary>
    public async Task<ExportVerdict> Verify(TenantId? tenant = null, SignedCheckpoint? kept = null)
    {
        using var file = new MemoryStream((await Export(tenant)).File);
        return await TrailExportVerifier.VerifyAsync(file, VerificationKey.FromPem(Key.ToPem()), kept, CancellationToken.None);
    }

    private static TenantId Id(string text) => TenantId.TryFrom(text, out TenantId? id) ? id : TenantId.Platform;
}
