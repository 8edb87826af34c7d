namespace OpenClaw.Tenancy.Tokens;

/// <summary>What the tenant token looks like; mint and reader use the same.</summary>
internal static class TokenFormat
{
    /// <summary>The longest token, in characters of its compact form.</summary>
    internal const int MaxLength = 4096;

    internal const int MaxScopes = 64;

    internal const string Type = "oc-tenant+jwt";
    internal const string Es256 = "ES256";
    internal const string Hs256 = "HS256";
}
