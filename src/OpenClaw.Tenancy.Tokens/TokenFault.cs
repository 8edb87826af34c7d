namespace OpenClaw.Tenancy.Tokens;

/// <summary>The rules that refuse a token, as the fixed words of audit records. None is ever a part of the token.</summary>
internal static class TokenFault
{
    internal const string Size = "size";
    internal const string Parts = "parts";
    internal const string Base64 = "base64";
    internal const string Json = "json";
    internal const string DuplicateMember = "duplicate_member";
    internal const string MemberName = "member_name";
    internal const string HeaderMember = "header_member";
    internal const string ClaimMember = "claim_member";
    internal const string ClaimType = "claim_type";
    internal const string ClaimMissing = "claim_missing";
    internal const string Confirmation = "cnf";
    internal const string Actor = "act";
    internal const string Algorithm = "alg";
    internal const string Type = "typ";
    internal const string KeyId = "kid";
    internal const string KeyEnded = "key_ended";
    internal const string KeySource = "key_source";
    internal const string Replayed = "replayed";
    internal const string ReplayMemory = "replay_memory";
    internal const string Signature = "signature";
    internal const string Audience = "audience";
    internal const string Lifetime = "lifetime";
}
