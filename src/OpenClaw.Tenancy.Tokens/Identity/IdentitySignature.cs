using Microsoft.IdentityModel.Tokens;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>Has the signature library check one signature with one key.</summary>
internal static class IdentitySignature
{
    // SECURITY: over exactly the bytes that were read. The library's own reader of tokens, which forgives more, has no part in it.
    internal static bool IsGood(TokenKey key, byte[] signed, byte[] signature)
    {
        CryptoProviderFactory factory = key.Verifier.CryptoProviderFactory;
        SignatureProvider? provider = null;
        try
        {
            provider = factory.CreateForVerifying(key.Verifier, key.Algorithm);
            return provider.Verify(signed, signature);
        }
#pragma warning disable CA1031 // Reason: whatever the library could not check is not checked, and that refuses the token.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return false;
        }
        finally
        {
            if (provider is not null)
            {
                factory.ReleaseSignatureProvider(provider);
            }
        }
    }
}
