namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What one key of a set is: usable, passed over (with an id or without), or a fault of the whole set.</summary>
internal readonly record struct JwkReading(string? KeyId, TokenKey? Key, string? Fault)
{
    internal static JwkReading Usable(TokenKey key) => new(key.KeyId, key, null);

    internal static JwkReading PassedOver(string? keyId) => new(keyId, null, null);

    internal static JwkReading Refused(string fault) => new(null, null, fault);
}
