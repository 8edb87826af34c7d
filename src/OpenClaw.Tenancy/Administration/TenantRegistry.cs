using System.Security.Cryptography;
using OpenClaw.Tenancy.ApiKeys;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Creates, describes, suspends and deletes tenants. A singleton, safe for use by many threads.</summary>
/// <remarks>Each method takes a permit that was earned for its action: a platform operator's, or for two of them the tenant's own.</remarks>
public sealed class TenantRegistry
{
    private const string Scope = "operator.admin";

    private static readonly DirectoryRefusal HoldsData = DirectoryRefusal.Conflict("The tenant holds data. Remove it first, or delete by force and say why.");

    private static readonly DirectoryRefusal OpenedMeanwhile = DirectoryRefusal.Conflict("The tenant was opened meanwhile. Read it again, and decide again.");

    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly IDirectoryWriter _writer;
    private readonly TenantErasure _erasure;
    private readonly int? _maxTenants;

    internal TenantRegistry(PolicyEngine engine, TenantDirectory directory, IDirectoryWriter writer, TenantErasure erasure, int? maxTenants)
    {
        (_engine, _directory, _writer, _erasure, _maxTenants) = (engine, directory, writer, erasure, maxTenants);
        List = engine.Action(Scope, "tenants.list", AccessActionKind.Platform);
        Create = engine.Action(Scope, "tenants.create", AccessActionKind.PlatformPrivilege);
        Read = engine.Action(Scope, "tenants.read", AccessActionKind.Platform);
        ReadOwn = engine.Action(Scope, "tenants.read_own");
        Change = engine.Action(Scope, "tenants.change", AccessActionKind.PlatformPrivilege);
        RenameOwn = engine.Action(Scope, "tenants.rename_own");
        Delete = engine.Action(Scope, "tenants.delete", AccessActionKind.PlatformPrivilege);
    }

    /// <summary>To see all tenants.</summary>
    public AccessAction List { get; }

    /// <summary>To create a tenant.</summary>
    public AccessAction Create { get; }

    /// <summary>To see one tenant, for the platform.</summary>
    public AccessAction Read { get; }

    /// <summary>To see one's own tenant.</summary>
    public AccessAction ReadOwn { get; }

    /// <summary>To change what is said of a tenant, or where it stands.</summary>
    public AccessAction Change { get; }

    /// <summary>To change the name of one's own tenant.</summary>
    public AccessAction RenameOwn { get; }

    /// <summary>To delete a tenant.</summary>
    public AccessAction Delete { get; }

    /// <summary>The tenants in the order of their ids, the deleted ones too.</summary>
    /// <param name="permit">A permit for <see cref="List"/>.</param>
    /// <param name="after">The id after which to begin, or null.</param>
    /// <param name="max">How many at most.</param>
    /// <returns>The tenants.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IReadOnlyList<TenantRecord> ListTenants(AccessPermit permit, string? after, int max)
    {
        _engine.Demand(permit, List);
        return [.. _directory.Entries
            .Where(e => e.Id != TenantId.Platform && (after is null || string.CompareOrdinal(e.Id.ToString(), after) > 0))
            .OrderBy(static e => e.Id.ToString(), StringComparer.Ordinal).Take(max).Select(static e => new TenantRecord(e))];
    }

    /// <summary>One tenant.</summary>
    /// <param name="permit">A permit of this tenant for <see cref="Read"/>, or for <see cref="ReadOwn"/>.</param>
    /// <param name="tenant">The text of its id.</param>
    /// <returns>The tenant, or null.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public TenantRecord? Find(AccessPermit permit, string tenant)
    {
        Demand(permit, Read, ReadOwn, tenant);
        return _directory.TryFind(tenant, out TenantEntry? entry) ? new TenantRecord(entry) : null;
    }

    /// <summary>Creates a tenant, with a key that has the rights of an owner.</summary>
    /// <param name="permit">A permit for <see cref="Create"/>.</param>
    /// <param name="tenant">What is said of it.</param>
    /// <param name="cancellationToken">Ends the waiting; the tenant may have been created nevertheless.</param>
    /// <returns>The tenant and its key, or why there is none: of several that want one id, one gets it.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">A text is malformed.</exception>
    public async Task<DirectoryResult<CreatedTenant>> CreateAsync(AccessPermit permit, NewTenant tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        _engine.Demand(permit, Create);
        TenantId id = tenant.Id ?? NewId();
        var registration = new TenantRegistration(id) { DisplayName = tenant.DisplayName, Region = tenant.Region, RuntimeId = tenant.RuntimeId };
        (ApiKeyId keyId, string text) = TenantApiKeys.Mint();
        DirectoryWrite write = await _writer.WriteAsync(
            DirectoryChange.Of(TenantRegistered.From(registration, _maxTenants, keyId.ToString(), ApiKeyText.Of(text).ToString())), cancellationToken).ConfigureAwait(false);
        return DirectoryResult<CreatedTenant>.Of(write, () =>
        {
            TenantEntry entry = _directory.EntryOf(id.ToString());
            return entry.KeyOf(keyId.ToString()) is { } key ? new CreatedTenant(new TenantRecord(entry), new IssuedApiKey(key, text)) : null;
        });
    }

    /// <summary>Changes what is said of a tenant.</summary>
    /// <param name="permit">A permit of this tenant for <see cref="Change"/>; for the name alone also one for <see cref="RenameOwn"/>.</param>
    /// <param name="tenant">The text of its id.</param>
    /// <param name="displayName">The name for people, or null.</param>
    /// <param name="region">The region, or null.</param>
    /// <param name="runtimeId">The runtime, or null.</param>
    /// <param name="expectedVersion">The version that it must still have, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>The tenant as it is now, or why it is not changed.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">A text is malformed.</exception>
    public Task<DirectoryResult<TenantRecord>> DescribeAsync(
        AccessPermit permit, string tenant, string? displayName, string? region, string? runtimeId, long? expectedVersion, CancellationToken cancellationToken)
    {
        Demand(permit, Change, region is null && runtimeId is null ? RenameOwn : Change, tenant);
        return WriteAsync(DirectoryChange.Describe(_directory.EntryOf(tenant).Id, displayName, region, runtimeId, expectedVersion), tenant, cancellationToken);
    }

    /// <summary>Changes the name of a tenant and where it stands, both or neither.</summary>
    /// <param name="permit">A permit of this tenant for <see cref="Change"/>; for the name alone also one for <see cref="RenameOwn"/>.</param>
    /// <param name="tenant">The text of its id.</param>
    /// <param name="displayName">The name for people, or null.</param>
    /// <param name="status">Active or suspended, or null.</param>
    /// <param name="expectedVersion">The version that it must still have, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>The tenant as it is now, or why it is not changed.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">The name is malformed, or the status is neither.</exception>
    public Task<DirectoryResult<TenantRecord>> ChangeAsync(
        AccessPermit permit, string tenant, string? displayName, TenantStatus? status, long? expectedVersion, CancellationToken cancellationToken)
    {
        Demand(permit, Change, status is null ? RenameOwn : Change, tenant);
        var change = DirectoryChange.Of(new TenantDescribed { Tenant = _directory.EntryOf(tenant).Id.ToString(), DisplayName = displayName, Status = status, Expected = expectedVersion });
        return WriteAsync(change, tenant, cancellationToken);
    }

    /// <summary>Opens or shuts a tenant. Shut, everything that its callers hold is dead at once.</summary>
    /// <param name="permit">A permit of this tenant for <see cref="Change"/>.</param>
    /// <param name="tenant">The text of its id.</param>
    /// <param name="status">Active or suspended.</param>
    /// <param name="expectedVersion">The version that it must still have, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>The tenant as it is now, or why it is not changed.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">The status is neither.</exception>
    public Task<DirectoryResult<TenantRecord>> SetStatusAsync(
        AccessPermit permit, string tenant, TenantStatus status, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        _engine.Demand(permit, Change, tenant);
        return status is TenantStatus.Active or TenantStatus.Suspended
            ? WriteAsync(DirectoryChange.SetStatus(_directory.EntryOf(tenant).Id, status, expectedVersion), tenant, cancellationToken)
            : throw new ArgumentException("A tenant is opened or shut here. It is deleted by DeleteAsync.", nameof(status));
    }

    /// <summary>Deletes a tenant for good. Its id is never used again.</summary>
    /// <param name="permit">A permit of this tenant for <see cref="Delete"/>.</param>
    /// <param name="tenant">The text of its id.</param>
    /// <param name="force">Whether what it holds is removed. Otherwise a tenant that holds anything is left as it is.</param>
    /// <param name="cancellationToken">Ends the removal. The tenant is shut then, and deleting it again goes on.</param>
    /// <returns>The tenant as it is now, or why it is not deleted.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public async Task<DirectoryResult<TenantRecord>> DeleteAsync(AccessPermit permit, string tenant, bool force, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        _engine.Demand(permit, Delete, tenant);
        TenantEntry entry = _directory.EntryOf(tenant);
        long version = entry.Version;
        bool asks = !force && entry.Status != TenantStatus.Deleted;
        bool wasActive = entry.Status == TenantStatus.Active;
        if (asks && await _erasure.HoldsAnyAsync(entry, cancellationToken).ConfigureAwait(false))
        {
            return DirectoryResult<TenantRecord>.Refused(HoldsData);
        }

        DirectoryWrite shut = default;
        if (wasActive)
        {
            // First nobody gets in any more, then everything goes, then the tenant is gone: whatever fails in between leaves it shut.
            shut = await _writer.WriteAsync(DirectoryChange.SetStatus(entry.Id, TenantStatus.Suspended, asks ? version : null), cancellationToken).ConfigureAwait(false);
            if (shut.Refusal is { } refusal)
            {
                return DirectoryResult<TenantRecord>.Refused(refusal);
            }
        }

        // SECURITY: what came in while nobody had shut the tenant yet is not removed without force.
        if (asks && wasActive && await _erasure.HoldsAnyAsync(entry, cancellationToken).ConfigureAwait(false))
        {
            // Only what was shut here is opened again. Who shut it meanwhile changed its version.
            await _writer.WriteAsync(DirectoryChange.SetStatus(entry.Id, TenantStatus.Active, shut.Sequence), cancellationToken).ConfigureAwait(false);
            return DirectoryResult<TenantRecord>.Refused(HoldsData);
        }

        if (entry.Status == TenantStatus.Active)
        {
            return DirectoryResult<TenantRecord>.Refused(OpenedMeanwhile);
        }

        await _erasure.EraseAsync(entry, cancellationToken).ConfigureAwait(false);
        return await WriteAsync(DirectoryChange.SetStatus(entry.Id, TenantStatus.Deleted), tenant, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DirectoryResult<TenantRecord>> WriteAsync(DirectoryChange change, string tenant, CancellationToken cancellationToken) =>
        DirectoryResult<TenantRecord>.Of(await _writer.WriteAsync(change, cancellationToken).ConfigureAwait(false), () => new TenantRecord(_directory.EntryOf(tenant)));

    private void Demand(AccessPermit permit, AccessAction platform, AccessAction own, string tenant)
    {
        ArgumentNullException.ThrowIfNull(permit);
        ArgumentNullException.ThrowIfNull(tenant);
        _engine.Demand(permit, ReferenceEquals(permit.Action, own) ? own : platform, tenant);
    }

    // A letter first, so that it is a DNS label in every reading.
    private static TenantId NewId() => TenantId.From("t" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", 26));
}
