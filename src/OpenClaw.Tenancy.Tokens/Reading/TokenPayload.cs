using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>The claims of a token, each of its one type. Nothing is known yet of whether they are true.</summary>
internal sealed class TokenPayload
{
    private const uint Required = 0b1_1111_1111;

    // The last second that a DateTimeOffset can hold.
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static readonly byte[][] Members =
    [
        [.. "iss"u8], [.. "aud"u8], [.. "sub"u8], [.. "tenant_id"u8], [.. "scopes"u8], [.. "iat"u8],
        [.. "nbf"u8], [.. "exp"u8], [.. "jti"u8], [.. "gen"u8], [.. "cnf"u8], [.. "act"u8],
    ];

    private long? _issuedAt;
    private long? _notBefore;
    private long? _expiresAt;

    private TokenPayload()
    {
    }

    internal string? Subject { get; private set; }

    internal string? Tenant { get; private set; }

    internal IReadOnlyList<string> Scopes { get; private set; } = [];

    internal string? TokenId { get; private set; }

    internal long? Generation { get; private set; }

    /// <summary>The certificate that the token is bound to, or null.</summary>
    internal CertificateThumbprint? Certificate { get; private set; }

    internal ClaimActor? Actor { get; private set; }

    internal DateTimeOffset NotBefore => DateTimeOffset.FromUnixTimeSeconds(_notBefore.GetValueOrDefault());

    internal DateTimeOffset IssuedAt => DateTimeOffset.FromUnixTimeSeconds(_issuedAt.GetValueOrDefault());

    internal DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds(_expiresAt.GetValueOrDefault());

    /// <summary>Whether the issuer is named; of two names one is enough, so that a double is refused here and not passed on.</summary>
    internal bool IsOfIssuer { get; private set; }

    internal string? Fault { get; private set; }

    internal static TokenPayload Read(ReadOnlySpan<byte> json, string issuer)
    {
        var payload = new TokenPayload();
        var claims = new FlatObject(json, Members);
        while (claims.Next(out int member))
        {
            payload.ReadClaim(ref claims, member, issuer);
        }

        payload.Fault = claims.Fault ?? (claims.HasAll(Required) && payload.TokenId is { Length: > 0 } ? null : TokenFault.ClaimMissing);
        return payload;
    }

    private void ReadClaim(ref FlatObject claims, int member, string issuer)
    {
        switch (member)
        {
            case 0:
                IsOfIssuer |= string.Equals(claims.ReadString(), issuer);
                break;
            case 1:
                // The signature library compares it; here it only must be one text.
                claims.ReadString();
                break;
            case 2:
                Subject = claims.ReadString();
                break;
            case 3:
                Tenant = claims.ReadString();
                break;
            case 4:
                Scopes = claims.ReadStrings(TokenFormat.MaxScopes) ?? [];
                break;
            default:
                ReadRest(ref claims, member);
                break;
        }
    }

    private void ReadRest(ref FlatObject claims, int member)
    {
        switch (member)
        {
            case 5:
                _issuedAt = claims.ReadInteger(MaxSeconds);
                break;
            case 6:
                _notBefore = claims.ReadInteger(MaxSeconds);
                break;
            case 7:
                _expiresAt = claims.ReadInteger(MaxSeconds);
                break;
            case 8:
                TokenId = claims.ReadString();
                break;
            case 9:
                Generation = claims.ReadInteger(long.MaxValue);
                break;
            case 10:
                Certificate = TokenConfirmation.Read(ref claims);
                break;
            case 11:
                Actor = TokenActor.Read(ref claims);
                break;
            default:
                claims.Skip(TokenFault.ClaimMember);
                break;
        }
    }
}
