using OpenClaw.Tenancy.ApiKeys;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Issues, lists, rotates and revokes the API keys of a tenant. A singleton, safe for use by many threads.</summary>
/// <remarks>Each method takes a permit that was earned for its action. Nobody issues a key above what he holds.</remarks>
public sealed class TenantApiKeys
{
    private const string Scope = "operator.admin";

    private static readonly DirectoryRefusal BeyondIssuer = DirectoryRefusal.NotAllowed("A key holds no more than its role, and no more than whoever issues it.");

    private static readonly DirectoryRefusal NoRecord = new(DirectoryRefusalReason.Unspecified, "The record that names the key could not be made durable, so no key was issued. Look at the audit ledger.");

    /// <summary>The longest overlap of a rotation: 30 days.</summary>
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(30);

    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly IDirectoryWriter _writer;
    private readonly TimeProvider _time;
    private readonly KeyTrail _trail;

    internal TenantApiKeys(PolicyEngine engine, TenantDirectory directory, IDirectoryWriter writer, TimeProvider time, bool areAccepted)
    {
        (_engine, _directory, _writer, _time, AreAccepted) = (engine, directory, writer, time, areAccepted);
        List = engine.Action(Scope, "keys.list");
        _trail = new KeyTrail(engine, time);
        Issue = engine.Action(Scope, "keys.issue", AccessActionKind.TenantPrivilege);
        Rotate = engine.Action(Scope, "keys.rotate", AccessActionKind.TenantPrivilege);
        Revoke = engine.Action(Scope, "keys.revoke", AccessActionKind.TenantPrivilege);
    }

    /// <summary>Whether this host accepts API keys at all, by <c>AddApiKeys()</c>. Otherwise a key that is issued opens nothing.</summary>
    public bool AreAccepted { get; }

    /// <summary>To see the keys of the tenant, without the keys themselves.</summary>
    public AccessAction List { get; }

    /// <summary>To issue a key.</summary>
    public AccessAction Issue { get; }

    /// <summary>To replace a key; of the key.</summary>
    public AccessAction Rotate { get; }

    /// <summary>To revoke a key; of the key.</summary>
    public AccessAction Revoke { get; }

    /// <summary>The keys of the tenant, the newest first, with those that ended lately.</summary>
    /// <param name="permit">A permit for <see cref="List"/>.</param>
    /// <returns>What the directory keeps of each.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public IReadOnlyList<ApiKeyEntry> ListKeys(AccessPermit permit) => [.. _directory.EntryOf(_engine.Demand(permit, List)).Keys
        .OrderByDescending(static k => k.CreatedAt).ThenBy(static k => k.Id.ToString(), StringComparer.Ordinal)];

    /// <summary>Issues a key.</summary>
    /// <param name="permit">A permit for <see cref="Issue"/>.</param>
    /// <param name="key">What it is to be.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been issued nevertheless, and nobody has it then.</param>
    /// <returns>The key, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">The role is none, a scope's name or the label is malformed, or the lifetime is not positive.</exception>
    public Task<DirectoryResult<IssuedApiKey>> IssueAsync(AccessPermit permit, NewApiKey key, CancellationToken cancellationToken) =>
        IssueAsync(permit, key, correlationId: null, cancellationToken);

    /// <summary>Issues a key. That it is issued stands in the trail under its id before there is the key (<c>keys.issued</c>); without the record there is none.</summary>
    /// <param name="permit">A permit for <see cref="Issue"/>.</param>
    /// <param name="key">What it is to be.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been issued nevertheless, and nobody has it then.</param>
    /// <returns>The key, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentException">The role is none, a scope's name or the label is malformed, or the lifetime is not positive.</exception>
    public async Task<DirectoryResult<IssuedApiKey>> IssueAsync(AccessPermit permit, NewApiKey key, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        TenantId tenant = _engine.Demand(permit, Issue);
        if (!MayIssue(permit.Claim, key))
        {
            return DirectoryResult<IssuedApiKey>.Refused(BeyondIssuer);
        }

        (ApiKeyId id, string text) = Mint();
        return await WriteRecordedAsync(
            permit, id, text, Issued(tenant, key, PermitActor.Of(permit, _directory), id, text), "keys.issued", replaced: null, correlationId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Issues a key as the host's own code, which nothing binds: the first key of the platform's operators, say. Never for what a request asked for.</summary>
    /// <param name="tenant">The tenant; <see cref="TenantId.Platform"/> for a key with global scopes.</param>
    /// <param name="key">What it is to be.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been issued nevertheless, and nobody has it then.</param>
    /// <returns>The key, or why there is none.</returns>
    /// <exception cref="ArgumentException">The role is none, a scope's name or the label is malformed, or the lifetime is not positive.</exception>
    public async Task<DirectoryResult<IssuedApiKey>> IssueForHostAsync(TenantId tenant, NewApiKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(key);
        (ApiKeyId id, string text) = Mint();
        return await WriteAsync(tenant, id, text, DirectoryChange.Of(Issued(tenant, key, DirectoryActor.Host, id, text)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replaces a key by one that holds exactly the same.</summary>
    /// <param name="permit">A permit for <see cref="Rotate"/> of this key.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="overlap">How long the old one goes on; zero ends it at once.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been replaced nevertheless.</param>
    /// <returns>The new key, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative or longer than <see cref="MaxOverlap"/>.</exception>
    public Task<DirectoryResult<IssuedApiKey>> RotateAsync(AccessPermit permit, string keyId, TimeSpan overlap, CancellationToken cancellationToken) =>
        RotateAsync(permit, keyId, overlap, correlationId: null, cancellationToken);

    /// <summary>Replaces a key by one that holds exactly the same. That it is replaced stands in the trail under the new key's id before there is one (<c>keys.rotated</c>).</summary>
    /// <param name="permit">A permit for <see cref="Rotate"/> of this key.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="overlap">How long the old one goes on; zero ends it at once.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been replaced nevertheless.</param>
    /// <returns>The new key, or why there is none.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The overlap is negative or longer than <see cref="MaxOverlap"/>.</exception>
    public async Task<DirectoryResult<IssuedApiKey>> RotateAsync(AccessPermit permit, string keyId, TimeSpan overlap, string? correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, MaxOverlap);
        TenantId tenant = _engine.Demand(permit, Rotate, keyId);
        // SECURITY: whoever rotates a key holds its text. The host may have given it what he does not hold.
        if (_directory.EntryOf(tenant).KeyOf(keyId) is { } old && !Reaches(permit.Claim.Scopes, OnAxis(permit.Claim, old.Scopes)))
        {
            return DirectoryResult<IssuedApiKey>.Refused(BeyondIssuer);
        }

        (ApiKeyId id, string text) = Mint();
        var change = new KeyRotated
        {
            Tenant = tenant.ToString(),
            Actor = ActorText.Of(PermitActor.Of(permit, _directory)),
            Key = keyId,
            By = id.ToString(),
            Digest = ApiKeyText.Of(text).ToString(),
            OverlapEndsTicks = (_time.GetUtcNow() + overlap).UtcTicks,
        };
        return await WriteRecordedAsync(permit, id, text, change, "keys.rotated", keyId, correlationId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Revokes a key. It is dead at its next use, in every process that follows.</summary>
    /// <param name="permit">A permit for <see cref="Revoke"/> of this key.</param>
    /// <param name="keyId">The key's id.</param>
    /// <param name="cancellationToken">Ends the waiting; the key may have been revoked nevertheless.</param>
    /// <returns>Whether it is revoked, or why not.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit is for something else, or has ended.</exception>
    public Task<DirectoryWrite> RevokeAsync(AccessPermit permit, string keyId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        TenantId tenant = _engine.Demand(permit, Revoke, keyId);
        return _writer.WriteAsync(
            DirectoryChange.Of(new KeyRevoked { Tenant = tenant.ToString(), Actor = ActorText.Of(PermitActor.Of(permit, _directory)), Key = keyId }), cancellationToken);
    }

    internal static (ApiKeyId Id, string Text) Mint()
    {
        ApiKeyId id = ApiKeyId.New();
        return (id, ApiKeyText.New(id));
    }

    private KeyIssued Issued(TenantId tenant, NewApiKey key, DirectoryActor actor, ApiKeyId id, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(key.Lifetime ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(key));
        DateTimeOffset now = _time.GetUtcNow();
        return new KeyIssued
        {
            Tenant = tenant.ToString(),
            Actor = ActorText.Of(actor),
            Key = id.ToString(),
            Digest = ApiKeyText.Of(text).ToString(),
            Role = key.Role,
            Scopes = ScopesOf(key),
            User = key.User?.ToString(),
            Label = key.Label,
            ExpiresTicks = key.Lifetime is { } lifetime && lifetime < DateTimeOffset.MaxValue - now ? (now + lifetime).UtcTicks : null,
        };
    }

    // First what would refuse it, then the record, then the key.
    private async Task<DirectoryResult<IssuedApiKey>> WriteRecordedAsync(
        AccessPermit permit, ApiKeyId id, string text, ChangeBody body, string action, string? replaced, string? correlationId, CancellationToken cancellationToken)
    {
        var change = DirectoryChange.Of(body);
        if (_directory.RefusalOf(change) is { } refusal)
        {
            return DirectoryResult<IssuedApiKey>.Refused(refusal);
        }

        return await _trail.RecordAsync(permit, action, id, replaced, correlationId, cancellationToken).ConfigureAwait(false)
            ? await WriteAsync(permit.Tenant, id, text, change, cancellationToken).ConfigureAwait(false)
            : DirectoryResult<IssuedApiKey>.Refused(NoRecord);
    }

    private async Task<DirectoryResult<IssuedApiKey>> WriteAsync(TenantId tenant, ApiKeyId id, string text, DirectoryChange change, CancellationToken cancellationToken)
    {
        DirectoryWrite write = await _writer.WriteAsync(change, cancellationToken).ConfigureAwait(false);
        return DirectoryResult<IssuedApiKey>.Of(write, () => _directory.EntryOf(tenant).KeyOf(id.ToString()) is { } entry ? new IssuedApiKey(entry, text) : null);
    }

    private static IReadOnlyList<string> ScopesOf(NewApiKey key) => key.Scopes ?? TenantRoles.ScopesOf(key.Role);

    // Within the role and within what the caller holds.
    private static bool MayIssue(VerifiedTenantClaim caller, NewApiKey key) =>
        Reaches(new ScopeSet(caller.Scopes.Lattice, OnAxis(caller, TenantRoles.ScopesOf(key.Role))), OnAxis(caller, ScopesOf(key)))
        && Reaches(caller.Scopes, OnAxis(caller, ScopesOf(key)));

    // Each scope by itself must be reached: what is not reached is not dropped in silence.
    private static bool Reaches(ScopeSet held, TenantScopedScope[] asked) => held.Narrow(asked).Count == asked.Length;

    // A platform operator who reaches into a tenant holds his scopes on the global axis.
    private static TenantScopedScope[] OnAxis(VerifiedTenantClaim caller, IEnumerable<string> names) =>
        [.. names.Select(name => caller.IsPlatform ? TenantScopedScope.Global(name) : TenantScopedScope.ForTenant(name, caller.Tenant)).Distinct()];
}
