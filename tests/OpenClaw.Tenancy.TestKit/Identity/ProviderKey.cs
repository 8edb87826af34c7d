using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.TestKit.Identity;

/// <summary>A key of the identity provider of the tests.</summary>
public sealed class ProviderKey : IDisposable
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ecdsa;

    private ProviderKey(string keyId, RSA? rsa, ECDsa? ecdsa) => (KeyId, _rsa, _ecdsa) = (keyId, rsa, ecdsa);

    public string KeyId { get; }

    public string Algorithm => _rsa is null ? "ES256" : "RS256";

    public static ProviderKey Es256(string keyId) => new(keyId, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static ProviderKey Rs256(string keyId, int bits = 2048) => new(keyId, RSA.Create(bits), null);

    /// <summary>The public half as a JWK, anew each time, so that a test may spoil it.</summary>
    public JsonObject PublicJwk()
    {
        var jwk = new JsonObject { ["kid"] = KeyId, ["alg"] = Algorithm, ["use"] = "sig" };
        if (_rsa is not null)
        {
            RSAParameters rsa = _rsa.ExportParameters(includePrivateParameters: false);
            jwk["kty"] = "RSA";
            jwk["n"] = Base64Url.EncodeToString(rsa.Modulus);
            jwk["e"] = Base64Url.EncodeToString(rsa.Exponent);
            return jwk;
        }

        ECParameters point = _ecdsa!.ExportParameters(includePrivateParameters: false);
        jwk["kty"] = "EC";
        jwk["crv"] = "P-256";
        jwk["x"] = Base64Url.EncodeToString(point.Q.X);
        jwk["y"] = Base64Url.EncodeToString(point.Q.Y);
        return jwk;
    }

    public byte[] Sign(byte[] input) => _rsa?.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? _ecdsa!.SignData(input, HashAlgorithmName.SHA256);

    public void Dispose()
    {
        _rsa?.Dispose();
        _ecdsa?.Dispose();
    }
}
