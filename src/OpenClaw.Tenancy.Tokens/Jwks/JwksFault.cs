namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Why an answer is not taken for an issuer's keys, as the fixed words of log events. None is ever a part of the answer.</summary>
internal static class JwksFault
{
    internal const string NotRead = "not_read";
    internal const string Timeout = "timeout";
    internal const string Unreachable = "unreachable";
    internal const string Status = "status";
    internal const string MediaType = "media_type";
    internal const string Size = "size";
    internal const string Json = "json";
    internal const string Shape = "shape";
    internal const string TooManyKeys = "too_many_keys";
    internal const string KeyId = "key_id";
    internal const string DuplicateKeyId = "duplicate_key_id";
    internal const string SymmetricKey = "symmetric_key";
    internal const string PrivateKey = "private_key";
    internal const string KeyConflict = "key_conflict";
    internal const string RsaKey = "rsa_key";
    internal const string EcPoint = "ec_point";
    internal const string KeyChanged = "key_changed";
}
