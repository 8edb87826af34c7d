using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

internal sealed class TenantSecretWriter(
    SecretCall call, SecretActions actions, SecretVault vault, SecretChanges changes, DataKeyRotation rotation, TenantKeys keys, SecretClock clock, SecretOptions options)
    : ITenantSecretWriter
{
    private const int MaxPage = 1000;

    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(366);

    public ValueTask<SecretChange> PutAsync(
        TenantContext context, SecretName name, ReadOnlyMemory<byte> value, SecretPutOptions? options, CancellationToken cancellationToken) =>
        AddAsync(context, name, value, options?.ExpiresAt, overlap: null, cancellationToken);

    public ValueTask<SecretChange> RotateAsync(
        TenantContext context, SecretName name, ReadOnlyMemory<byte> value, SecretRotateOptions? options, CancellationToken cancellationToken)
    {
        TimeSpan overlap = options?.Overlap ?? RotationOverlap;
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, LongestOverlap, nameof(options));
        return AddAsync(context, name, value, options?.ExpiresAt, overlap, cancellationToken);
    }

    public ValueTask<SecretChange> RevokeAsync(TenantContext context, SecretName name, int? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        string text = name.ToString();
        return call.MakeAsync(
            context, actions.Revoke, text, (access, token) => changes.RevokeAsync(access, text, version, token), SecretChange.Refused, cancellationToken);
    }

    public ValueTask<SecretChange> RemoveAsync(TenantContext context, SecretName name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        string text = name.ToString();
        return call.MakeAsync(context, actions.Remove, text, (access, token) => changes.RemoveAsync(access, text, token), SecretChange.Refused, cancellationToken);
    }

    public ValueTask<SecretListing> ListAsync(TenantContext context, SecretName? after, int max, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxPage);
        return call.MakeAsync(
            context, actions.List, name: null, (access, token) => ListCoreAsync(access, after?.ToString(), max, token), SecretListing.Refused, cancellationToken);
    }

    public ValueTask<SecretChange> RotateDataKeyAsync(TenantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return call.MakeAsync(context, actions.RotateKey, name: null, rotation.RotateAsync, SecretChange.Refused, cancellationToken);
    }

    public ValueTask<SecretChange> RewrapAsync(TenantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return call.MakeAsync(context, actions.RotateKey, name: null, rotation.RewrapAsync, SecretChange.Refused, cancellationToken);
    }

    public ValueTask<SecretChange> ShredAsync(TenantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return call.MakeAsync(context, actions.Shred, name: null, ShredCoreAsync, SecretChange.Refused, cancellationToken);
    }

    private TimeSpan RotationOverlap => options.RotationOverlap;

    private ValueTask<SecretChange> AddAsync(
        TenantContext context, SecretName name, ReadOnlyMemory<byte> value, DateTimeOffset? expiresAt, TimeSpan? overlap, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        if (value.IsEmpty)
        {
            throw new ArgumentException("A secret has at least one byte. To take one away, revoke or remove it.", nameof(value));
        }

        if (value.Length > options.MaxValueBytes)
        {
            return new ValueTask<SecretChange>(SecretChanges.Refused(SecretFault.TooLarge));
        }

        string text = name.ToString();
        return call.MakeAsync(
            context,
            overlap is null ? actions.Put : actions.Rotate,
            text,
            (access, token) => changes.AddAsync(access, text, value, expiresAt, overlap, token),
            SecretChange.Refused,
            cancellationToken);
    }

    private async ValueTask<SecretListing> ListCoreAsync(VaultAccess access, string? after, int max, CancellationToken cancellationToken)
    {
        var described = new List<SecretDescriptor>();
        while (described.Count < max)
        {
            int wanted = Math.Min(SecretVault.PageSize, max - described.Count);
            IReadOnlyList<StoredSecret> page = await vault.ListAsync(access, after, wanted, cancellationToken).ConfigureAwait(false);
            described.AddRange(page.Take(wanted).Select(Describe));
            if (page.Count == 0)
            {
                break;
            }

            after = page[^1].Name;
        }

        return SecretListing.Of(described.AsReadOnly());
    }

    private SecretDescriptor Describe(StoredSecret secret)
    {
        StoredSecretVersion current = secret.Versions[^1];
        return new SecretDescriptor(
            SecretName.TryFrom(secret.Name, out SecretName? name) ? name : throw new SecretRefusal(SecretFault.Unreadable),
            current.Number,
            At(secret.CreatedTicks))
        {
            RotatedAt = current.Number == 1 ? null : At(current.CreatedTicks),
            ExpiresAt = current.ExpiresTicks is { } end ? At(end) : null,
            State = SecretVersions.FaultOf(secret, current, clock) switch
            {
                SecretFault.None => SecretState.Active,
                SecretFault.Expired => SecretState.Expired,
                _ => SecretState.Revoked,
            },
        };
    }

    private async ValueTask<SecretChange> ShredCoreAsync(VaultAccess access, CancellationToken cancellationToken)
    {
        await vault.ShredAsync(access, cancellationToken).ConfigureAwait(false);
        keys.Forget(access.RequireTenant());
        return SecretChange.Done(0);
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
