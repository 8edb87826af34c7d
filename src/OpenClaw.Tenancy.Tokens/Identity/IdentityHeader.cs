using System.Text.Json;
using OpenClaw.Tenancy.Tokens.Jwks;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>What the header of an identity token says.</summary>
internal readonly struct IdentityHeader
{
    private const string Type = "JWT";

    private IdentityHeader(string algorithm, string keyId, string? fault) => (Algorithm, KeyId, Fault) = (algorithm, keyId, fault);

    internal string Algorithm { get; }

    internal string KeyId { get; }

    internal string? Fault { get; }

    /// <summary>Reads a header of <c>alg</c>, <c>kid</c> and perhaps <c>typ</c>.</summary>
    internal static IdentityHeader Read(JsonElement header)
    {
        string algorithm = string.Empty, keyId = string.Empty, type = Type;
        foreach (JsonProperty member in header.EnumerateObject())
        {
            if (!IsKnown(member.Name))
            {
                return new(algorithm, keyId, TokenFault.HeaderMember);
            }

            if (member.Value.ValueKind != JsonValueKind.String)
            {
                return new(algorithm, keyId, TokenFault.ClaimType);
            }

            string text = member.Value.GetString()!;
            (algorithm, keyId, type) = member.Name switch
            {
                "alg" => (text, keyId, type),
                "kid" => (algorithm, text, type),
                "typ" => (algorithm, keyId, text),
                _ => (algorithm, keyId, type),
            };
        }

        // SECURITY: a provider signs more kinds of token than this one (logout, access, event), and says so here.
        return new(algorithm, keyId, !string.Equals(type, Type) ? TokenFault.Type : !KeyIdGrammar.IsKeyId(keyId) ? TokenFault.KeyId : null);
    }

    // SECURITY: crit, b64, jku, jwk, x5u, x5c and whatever else could tell a verifier what to trust is not among them. The two
    // fingerprints can: they name a certificate and bring none, and the key is found by its id alone, so they are not looked at.
    private static bool IsKnown(string member) => member is "alg" or "kid" or "typ" or "x5t" or "x5t#S256";
}
