using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>The two shapes of key (RFC 7518, section 6) in which the signature library takes them.</summary>
internal static class JsonWebKeys
{
    internal const string EllipticCurve = JsonWebAlgorithmsKeyTypes.EllipticCurve;
    internal const string Octets = JsonWebAlgorithmsKeyTypes.Octet;
    internal const string P256 = JsonWebKeyECTypes.P256;

    internal static JsonWebKey FromParameters(ECParameters parameters) => FromPoint(
        Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y), Base64Url.EncodeToString(parameters.D));

    internal static JsonWebKey FromPoint(string x, string y, string? d) => new() { Kty = EllipticCurve, Crv = P256, X = x, Y = y, D = d };

    internal static JsonWebKey FromSecret(string k) => new() { Kty = Octets, K = k };

    // SECURITY: what verifies cannot sign, wherever the algorithm allows it.
    internal static JsonWebKey PublicHalf(JsonWebKey secret)
    {
        if (string.Equals(secret.Kty, Octets))
        {
            return secret;
        }

        JsonWebKey half = FromPoint(secret.X, secret.Y, d: null);
        half.KeyId = secret.KeyId;
        half.CryptoProviderFactory = secret.CryptoProviderFactory;
        return half;
    }

    internal static bool AreSame(JsonWebKey left, JsonWebKey right) =>
        string.Equals(left.Kty, right.Kty) && string.Equals(left.X, right.X) && string.Equals(left.Y, right.Y) && string.Equals(left.K, right.K)
        && string.Equals(left.N, right.N) && string.Equals(left.E, right.E);

    /// <summary>Whether the public half verifies what the key signs, or alone is a key; of a garbled one neither holds.</summary>
    internal static bool Works(TokenKey key)
    {
        try
        {
            byte[] probe = [1, 2, 3];
            if (!key.CanSign)
            {
                // There is nothing to compare it with; a point beside the curve throws.
                key.Verifier.CryptoProviderFactory.CreateForVerifying(key.Verifier, key.Algorithm).Verify(probe, new byte[64]);
                return true;
            }

            byte[] signature = key.Secret.CryptoProviderFactory.CreateForSigning(key.Secret, key.Algorithm).Sign(probe);
            return key.Verifier.CryptoProviderFactory.CreateForVerifying(key.Verifier, key.Algorithm).Verify(probe, signature);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException)
        {
            return false;
        }
    }
}
