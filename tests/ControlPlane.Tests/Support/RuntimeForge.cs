using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.TestKit.Identity;

namespace ControlPlane.Tests.Support;

/// <summary>Makes tokens as a control plane makes them, and with any fault: it holds the keys that the gateway reads.</summary>
internal sealed class RuntimeForge(TestIdentityProvider keys)
{
    internal const string Issuer = "control-plane";

    internal string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, ProviderKey? key = null) => Write(claims, header, key ?? keys.Active);

    /// <summary>The payload in other bytes than those that were signed.</summary>
    internal string Reserialised()
    {
        string[] parts = Token().Split('.');
        string payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Replace(":", ": ", StringComparison.Ordinal)))}.{parts[2]}";
    }

    /// <summary>One claim twice.</summary>
    internal string Doubled(string claim, string value)
    {
        string payload = Claims().ToJsonString();
        return TestIdentityProvider.Sign(keys.Active, Header(keys.Active).ToJsonString(), $"{payload[..^1]},\"{claim}\":{value}}}");
    }

    internal string Unsigned()
    {
        string token = Write(null, static h => h["alg"] = "none", keys.Active);
        return token[..(token.LastIndexOf('.') + 1)];
    }

    /// <summary>The public key taken for the secret of a symmetric one.</summary>
    internal string Swapped()
    {
        string token = Write(null, static h => h["alg"] = "HS256", keys.Active);
        string signed = token[..token.LastIndexOf('.')];
        byte[] secret = Encoding.UTF8.GetBytes(keys.Active.PublicJwk().ToJsonString());
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Write(Action<JsonObject>? claims, Action<JsonObject>? header, ProviderKey key)
    {
        JsonObject head = Header(key);
        JsonObject body = Claims();
        header?.Invoke(head);
        claims?.Invoke(body);
        return TestIdentityProvider.Sign(key, head.ToJsonString(), body.ToJsonString());
    }

    private static JsonObject Header(ProviderKey key) => new() { ["alg"] = key.Algorithm, ["kid"] = key.KeyId, ["typ"] = "oc-tenant+jwt" };

    private static JsonObject Claims()
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = DataPlane.RuntimeOf("acme"),
            ["sub"] = "alice",
            ["tenant_id"] = "acme",
            ["scopes"] = new JsonArray("operator.read@acme"),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 60,
            ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        };
    }
}
