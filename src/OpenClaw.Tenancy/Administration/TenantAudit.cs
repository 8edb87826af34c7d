using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Reads and exports trails. A singleton, safe for use by many threads.</summary>
/// <remarks>
/// Each method takes a permit that was earned for its action, and reads the trail of the permit's tenant: another one's is only reached
/// by a permit that crosses tenants, and that was recorded in both trails before it was given.
/// </remarks>
public sealed class TenantAudit
{
    private const string Scope = "operator.admin";

    // A page is looked for in so many records at most, however rare what it wants is.
    private const int MaxLookedThrough = 8192;
    private const int Chunk = 512;

    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly IAuditTrailStore? _store;
    private readonly TrailChecks _checks;
    private readonly AuditSubjects _subjects;

    internal TenantAudit(PolicyEngine engine, TenantDirectory directory, IAuditTrailStore? store, AuditSubjects subjects, TimeProvider time)
    {
        (_engine, _directory, _store, _subjects, _checks) = (engine, directory, store, subjects, new TrailChecks(time));
        Read = engine.Action(Scope, "audit.read");
        ReadPlatform = engine.Action(Scope, "audit.read_platform", AccessActionKind.Platform);
        Export = engine.Action(Scope, "audit.export", AccessActionKind.TenantPrivilege);
        ExportPlatform = engine.Action(Scope, "audit.export_platform", AccessActionKind.PlatformPrivilege);
    }

    /// <summary>Whether the ledger of this host can be read: one that is tamper-evident can.</summary>
    public bool IsReadable => _store is not null;

    /// <summary>To read the tenant's trail.</summary>
    public AccessAction Read { get; }

    /// <summary>To read the platform's own trail.</summary>
    public AccessAction ReadPlatform { get; }

    /// <summary>To take the tenant's trail out with its proofs. It is recorded before it happens.</summary>
    public AccessAction Export { get; }

    /// <summary>To take the platform's own trail out with its proofs. It is recorded before it happens.</summary>
    public AccessAction ExportPlatform { get; }

    /// <summary>Reads records, the newest first.</summary>
    /// <param name="permit">A permit for <see cref="Read"/> or <see cref="ReadPlatform"/>.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A page.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="InvalidDataException">What stands in the store is no record.</exception>
    public async Task<AuditPage> ReadAsync(AccessPermit permit, AuditFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filter.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Count, AuditFilter.MaxCount);
        TrailAccess access = Access(permit, Read, ReadPlatform);
        TrailHead head = await Store.HeadAsync(access, cancellationToken).ConfigureAwait(false);
        long before = Math.Min(filter.Before ?? long.MaxValue, head.Length + 1);
        WantedActor? actor = filter.Actor is null ? null : new WantedActor(filter.Actor, _subjects);
        var found = new List<AuditRecord>();
        for (long lowest = Math.Max(before - MaxLookedThrough, 1); before > lowest;)
        {
            long first = Math.Max(before - Chunk, lowest);
            IReadOnlyList<AuditEntry> chunk = await Store.ReadAsync(access, first, (int)(before - first), cancellationToken).ConfigureAwait(false);
            for (int i = chunk.Count - 1; i >= 0; i--)
            {
                before = chunk[i].Sequence;
                if (!chunk[i].IsDropped && RecordOf(chunk[i]) is { } record && filter.Takes(record.Envelope, actor))
                {
                    found.Add(record);
                    if (found.Count == filter.Count)
                    {
                        return new AuditPage(found, NextOf(before));
                    }
                }
            }

            before = first;
        }

        return new AuditPage(found, NextOf(before));
    }

    /// <summary>Says how a trail stands. What was verified lately is not read again.</summary>
    /// <param name="permit">A permit for <see cref="Read"/> or <see cref="ReadPlatform"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Its head, and whether it is whole.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public Task<TrailState> CheckAsync(AccessPermit permit, CancellationToken cancellationToken)
    {
        TrailAccess access = Access(permit, Read, ReadPlatform);
        return _checks.CheckAsync(Store, access, cancellationToken);
    }

    /// <summary>Takes a trail out, with the proof of each record, for <see cref="TrailExportVerifier"/>.</summary>
    /// <param name="permit">A permit for <see cref="Export"/> or <see cref="ExportPlatform"/>.</param>
    /// <param name="target">Where it is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The checkpoint that names where the trail ends. Kept elsewhere, it shows later that nothing was cut off.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="InvalidDataException">The records of the ledger are not those of its checkpoint.</exception>
    public Task<SignedCheckpoint> ExportAsync(AccessPermit permit, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        TrailAccess access = Access(permit, Export, ExportPlatform);
        return TrailExport.WriteAsync(Store, access, target, cancellationToken);
    }

    /// <summary>The record of an entry: the ids in it come back by the directory.</summary>
    /// <param name="entry">An entry that was not dropped.</param>
    /// <returns>The record.</returns>
    /// <exception cref="InvalidDataException">It is no record of this version, or names a tenant that the directory does not know.</exception>
    public AuditRecord RecordOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.ToRecord(text => TrailTenants.Find(_directory, text));
    }

    private IAuditTrailStore Store => _store ?? throw new InvalidOperationException(
        "The ledger of this host cannot be read. Register one that is tamper-evident, with AddJsonlLedger or AddTenancyLedger.");

    private static long? NextOf(long before) => before > 1 ? before : null;

    // SECURITY: asked again before each reading, so that a trail closes with the permit.
    private TrailAccess Access(AccessPermit permit, AccessAction own, AccessAction platform)
    {
        ArgumentNullException.ThrowIfNull(permit);
        AccessAction action = ReferenceEquals(permit.Action, platform) ? platform : own;
        var access = new TrailAccess(() => _engine.Demand(permit, action));
        access.RequireTenant();
        return access;
    }
}
