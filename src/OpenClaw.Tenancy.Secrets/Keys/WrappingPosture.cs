using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Whether the wrapper of data keys hides them, and binds each to its tenant and id: a host's own wrapper might do neither.</summary>
/// <remarks>A wrapper that was found sound is not asked again: it does not change while the host runs, and a key service has its price.</remarks>
internal sealed class WrappingPosture(IServiceProvider services) : ITenancyPostureRule
{
    private const string DataKeyId = "posture-check";

    private volatile bool _isSound;

    public TenancyNoGo NoGo => TenancyNoGo.OpenOrSharedSecret;

    public async ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        if (_isSound)
        {
            return [];
        }

        byte[] key = RandomNumberGenerator.GetBytes(32);
        try
        {
            ITenantKeyWrapper wrapper = services.GetRequiredService<ITenantKeyWrapper>();
            byte[] wrapped = await wrapper.WrapAsync(TenantId.Platform, DataKeyId, key, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> found = await BindingsAsync(wrapper, wrapped, key, cancellationToken).ConfigureAwait(false);
            _isSound = found.Count == 0;
            return found;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static async Task<IReadOnlyList<string>> BindingsAsync(ITenantKeyWrapper wrapper, byte[] wrapped, byte[] key, CancellationToken cancellationToken)
    {
        if (wrapped.AsSpan().IndexOf(key) >= 0)
        {
            return ["The wrapper of UseSecretKeyWrapper(...) returns the data key in the open. Encrypt it."];
        }

        List<string> found = [];
        if (await OpensAsync(wrapper, TenantId.Default, DataKeyId, wrapped, cancellationToken).ConfigureAwait(false))
        {
            found.Add("The wrapper of UseSecretKeyWrapper(...) unwraps a data key of one tenant for another. Bind the tenant into what is wrapped, as additional data or as the encryption context of the key service.");
        }

        if (await OpensAsync(wrapper, TenantId.Platform, DataKeyId + "-2", wrapped, cancellationToken).ConfigureAwait(false))
        {
            found.Add("The wrapper of UseSecretKeyWrapper(...) unwraps a data key in the place of another one. Bind the id of the data key into what is wrapped.");
        }

        return found;
    }

    private static async Task<bool> OpensAsync(ITenantKeyWrapper wrapper, TenantId tenant, string dataKeyId, byte[] wrapped, CancellationToken cancellationToken)
    {
        try
        {
            byte[] opened = await wrapper.UnwrapAsync(tenant, dataKeyId, wrapper.KeyId, wrapped, cancellationToken).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(opened);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
