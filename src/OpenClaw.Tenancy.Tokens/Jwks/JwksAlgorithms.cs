using Microsoft.IdentityModel.Tokens;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What the keys of issuers elsewhere may be for, besides the algorithm of this library's own tokens.</summary>
internal static class JwksAlgorithms
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, in which most identity providers sign.</summary>
    internal const string Rs256 = SecurityAlgorithms.RsaSha256;
}
