using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>Key sets with one fault each.</summary>
internal static class KeySets
{
    internal static JsonObject Ec(string keyId = "es-1")
    {
        using ProviderKey key = ProviderKey.Es256(keyId);
        return key.PublicJwk();
    }

    internal static JsonObject Rsa(string keyId = "rs-1", int bits = 2048)
    {
        using ProviderKey key = ProviderKey.Rs256(keyId, bits);
        return key.PublicJwk();
    }

    internal static JsonObject With(this JsonObject jwk, string member, JsonNode? value)
    {
        jwk[member] = value;
        return jwk;
    }

    internal static JsonObject Without(this JsonObject jwk, params string[] members)
    {
        Assert.All(members, member => Assert.True(jwk.Remove(member)));
        return jwk;
    }

    internal static string Of(params JsonNode[] keys) => new JsonObject { ["keys"] = new JsonArray(keys) }.ToJsonString();

    /// <summary>Changes the bytes of a number.</summary>
    internal static JsonObject Edit(this JsonObject jwk, string member, Func<byte[], byte[]> edit) =>
        jwk.With(member, System.Buffers.Text.Base64Url.EncodeToString(edit(System.Buffers.Text.Base64Url.DecodeFromChars(jwk[member]!.GetValue<string>()))));

    internal static JsonObject P384(string keyId = "es-1")
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        ECParameters point = ecdsa.ExportParameters(includePrivateParameters: false);
        return Ec(keyId).With("crv", "P-384")
            .With("x", System.Buffers.Text.Base64Url.EncodeToString(point.Q.X)).With("y", System.Buffers.Text.Base64Url.EncodeToString(point.Q.Y));
    }
}
