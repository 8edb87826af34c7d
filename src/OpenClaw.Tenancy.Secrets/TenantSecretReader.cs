using System.Security.Cryptography;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets;

internal sealed class TenantSecretReader(
    SecretCall call, SecretActions actions, SecretVault vault, TenantKeys keys, SecretClock clock, SecretOptions options) : ITenantSecretReader
{
    // As often as a secret may change under a reader before he is told so.
    private const int Attempts = 16;

    public async ValueTask<SecretReading> OpenAsync(TenantContext context, SecretName name, int? version, CancellationToken cancellationToken)
    {
        OpenedSecret opened = await OpenedAsync(context, name, version, cancellationToken).ConfigureAwait(false);
        return opened.Value is { } value
            ? SecretReading.Of(new SecretLease(value, name, opened.Version, At(opened.ExpiresTicks), opened.Access!, clock, options.LeaseLifetime))
            : SecretReading.Refused(opened.Fault, opened.Reason);
    }

    public async ValueTask<SecretUse<TResult>> UseAsync<TResult>(
        TenantContext context, SecretName name, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<TResult>> use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        OpenedSecret opened = await OpenedAsync(context, name, version: null, cancellationToken).ConfigureAwait(false);
        if (opened.Value is not { } value)
        {
            return new SecretUse<TResult>(opened.Fault, opened.Reason);
        }

        try
        {
            return new SecretUse<TResult>(await use(value, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private ValueTask<OpenedSecret> OpenedAsync(TenantContext context, SecretName name, int? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(name);
        string text = name.ToString();
        return call.MakeAsync(
            context, actions.Use, text, (access, token) => OpenCoreAsync(access, text, version, token), OpenedSecret.Refused, cancellationToken);
    }

    private async ValueTask<OpenedSecret> OpenCoreAsync(VaultAccess access, string name, int? number, CancellationToken cancellationToken)
    {
        StoredSecret? before = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (await vault.FindAsync(access, name, cancellationToken).ConfigureAwait(false) is not { } secret
                || SecretVersions.Find(secret, number) is not { } version)
            {
                return OpenedSecret.Refused(SecretFault.NotFound, DenyReason.None);
            }

            SecretFault fault = SecretVersions.FaultOf(secret, version, clock);
            if (fault is not (SecretFault.None or SecretFault.Unreadable))
            {
                return OpenedSecret.Refused(fault, DenyReason.None);
            }

            // The key was gone while the secret stood as it was, so it does not come back.
            if (fault == SecretFault.Unreadable || before?.IsStill(secret) is true || !Envelope.TryReadKeyId(version.Envelope, SecretOptions.LargestValueBytes, out string? keyId))
            {
                throw new SecretRefusal(SecretFault.Unreadable);
            }

            // SECURITY: read in the vault each time, whatever is in memory: what was shredded is closed at once in every process.
            StoredDataKeys? stored = await vault.FindKeysAsync(access, cancellationToken).ConfigureAwait(false);
            if (stored?.Keys.FirstOrDefault(k => string.Equals(k.Id, keyId)) is { } sealedBy)
            {
                return await OpenAsync(access, secret, version, sealedBy, cancellationToken).ConfigureAwait(false);
            }

            // The tenant's data key was changed between the two readings, or is gone.
            before = secret;
        }

        return OpenedSecret.Refused(SecretFault.Conflict, DenyReason.None);
    }

    private async ValueTask<OpenedSecret> OpenAsync(
        VaultAccess access, StoredSecret secret, StoredSecretVersion version, StoredDataKey sealedBy, CancellationToken cancellationToken)
    {
        TenantId tenant = access.RequireTenant();
        DataKey key = await keys.HoldAsync(tenant, sealedBy, cancellationToken).ConfigureAwait(false);
        byte[]? value;
        try
        {
            SealedPlace place = SecretVersions.PlaceOf(tenant, secret, version);
            if (!Envelope.TryOpen(key.Bytes.Span, version.Envelope!, in place, SecretOptions.LargestValueBytes, out value))
            {
                throw new SecretRefusal(SecretFault.Unreadable);
            }
        }
        finally
        {
            key.Release();
        }

        try
        {
            // SECURITY: the last thing before the value is handed out.
            _ = access.RequireTenant();
        }
        catch
        {
            CryptographicOperations.ZeroMemory(value);
            throw;
        }

        return new OpenedSecret(value, version.Number, version.ExpiresTicks, access);
    }

    private static DateTimeOffset? At(long? ticks) => ticks is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
