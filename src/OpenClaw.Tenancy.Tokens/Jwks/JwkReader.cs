using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Tokens.Keys;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Reads one key of a set.</summary>
internal static class JwkReader
{
    private const string Rsa = JsonWebAlgorithmsKeyTypes.RSA;

    internal static JwkReading Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || JwkMembers.Read(element) is not { } members)
        {
            return JwkReading.Refused(JwksFault.Shape);
        }

        // SECURITY: before anything is passed over. A private key in public is anybody's; a symmetric one is made public by standing here.
        string? fault = members.HasSecret ? (string.Equals(members.KeyType, JsonWebKeys.Octets) ? JwksFault.SymmetricKey : JwksFault.PrivateKey)
            : string.Equals(members.KeyType, JsonWebKeys.Octets) ? JwksFault.SymmetricKey
            : members.KeyId is not null && !KeyIdGrammar.IsKeyId(members.KeyId) ? JwksFault.KeyId
            : Contradicts(members) ? JwksFault.KeyConflict
            : null;
        return fault is not null ? JwkReading.Refused(fault)
            : members.KeyId is not null && members.IsForVerifying && AlgorithmOf(members) is { } algorithm ? ReadKey(element, members.KeyId, algorithm)
            : JwkReading.PassedOver(members.KeyId);
    }

    // INVARIANT: a kind of key has one algorithm here, so that a key without "alg" is for exactly one too.
    private static string? AlgorithmOf(JwkMembers members) =>
        members.Algorithm is not (null or TokenFormat.Es256 or JwksAlgorithms.Rs256) ? null
        : string.Equals(members.KeyType, Rsa) ? JwksAlgorithms.Rs256
        : string.Equals(members.KeyType, JsonWebKeys.EllipticCurve) && string.Equals(members.Curve, JsonWebKeys.P256) ? TokenFormat.Es256
        : null;

    private static bool Contradicts(JwkMembers members) => members.Algorithm switch
    {
        JwksAlgorithms.Rs256 => !string.Equals(members.KeyType, Rsa) || members.Curve is not null,
        TokenFormat.Es256 => !string.Equals(members.KeyType, JsonWebKeys.EllipticCurve) || !string.Equals(members.Curve, JsonWebKeys.P256),
        _ => false,
    };

    private static JwkReading ReadKey(JsonElement element, string keyId, string algorithm)
    {
        bool isRsa = string.Equals(algorithm, JwksAlgorithms.Rs256);
        JsonWebKey? key = isRsa ? PublicNumbers.ReadRsa(element) : PublicNumbers.ReadPoint(element);
        return key is not null ? JwkReading.Usable(TokenKey.FromPublic(keyId, algorithm, key)) : JwkReading.Refused(isRsa ? JwksFault.RsaKey : JwksFault.EcPoint);
    }
}
