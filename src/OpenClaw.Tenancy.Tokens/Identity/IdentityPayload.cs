using System.Text.Json;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>The claims of an identity token that are used here, each of its one type. Nothing is known yet of whether they are true.</summary>
internal sealed class IdentityPayload
{
    // OpenID Connect Core, section 2: at most 255 characters of ASCII.
    private const int MaxSubjectLength = 255;
    private const int MaxTenantLength = 255;

    // The last second that a DateTimeOffset can hold.
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly JsonElement _claims;

    private IdentityPayload(JsonElement claims)
    {
        _claims = claims;
        Issuer = Text("iss");
        Subject = Text("sub");
        AuthorizedParty = Text("azp");
        Nonce = Text("nonce");
        Audience = ReadAudience();
        IssuedAt = Time("iat");
        ExpiresAt = Time("exp");
        NotBefore = Time("nbf");
    }

    internal string? Issuer { get; }

    internal string? Subject { get; }

    /// <summary>Whom the token is for, where that is exactly one.</summary>
    internal string? Audience { get; }

    internal string? AuthorizedParty { get; }

    internal string? Nonce { get; }

    internal DateTimeOffset? IssuedAt { get; }

    internal DateTimeOffset? ExpiresAt { get; }

    internal DateTimeOffset? NotBefore { get; }

    internal string? Fault { get; private set; }

    /// <summary>Reads the claims. What is there of the wrong type is a fault, and is not taken for missing.</summary>
    internal static IdentityPayload Read(JsonElement claims)
    {
        var payload = new IdentityPayload(claims);
        payload.Fault ??= payload.Issuer is null || payload.Subject is null || payload.IssuedAt is null || payload.ExpiresAt is null ? TokenFault.ClaimMissing
            : !IsSubject(payload.Subject) ? IdentityFault.Subject

            // SECURITY: a token that is bound to a key or to an actor must not be taken for one that is not.
            : payload.Has("cnf") ? IdentityFault.Confirmation
            : payload.Has("act") ? IdentityFault.Actor
            // SECURITY: a logout or security event token (RFC 8417) is for the same audience, and not every provider gives it a type of its own.
            : payload.Has("events") ? IdentityFault.Events
            : null;
        return payload;
    }

    /// <summary>Reads the tenant in the provider's own words; false when it is there and is no text that can be one.</summary>
    internal bool TryReadTenant(string? claim, out string? tenant)
    {
        tenant = null;
        if (claim is null || !_claims.TryGetProperty(claim, out JsonElement value))
        {
            return true;
        }

        try
        {
            tenant = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, which is found when the text is taken out.
        }

        return tenant is { Length: > 0 and <= MaxTenantLength };
    }

    private bool Has(string claim) => _claims.TryGetProperty(claim, out _);

    private static bool IsSubject(string text) => text is { Length: > 0 and <= MaxSubjectLength } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private string? Text(string claim) => _claims.TryGetProperty(claim, out JsonElement value) ? Text(value) : null;

    private string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Fault ??= TokenFault.ClaimType;
        return null;
    }

    // SECURITY: a token that is for others too could be passed on to this host by any of them, so of an array only one with a single
    // text counts. That is stricter than OpenID Connect Core, section 3.1.3.7, which then asks for azp.
    private string? ReadAudience() => !_claims.TryGetProperty("aud", out JsonElement value) ? null
        : value.ValueKind != JsonValueKind.Array ? Text(value)
        : value.GetArrayLength() == 1 ? Text(value[0])
        : null;

    // Whole seconds in digits, as in tenant tokens.
    private DateTimeOffset? Time(string claim)
    {
        if (!_claims.TryGetProperty(claim, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long seconds) && seconds >= 0 && seconds <= MaxSeconds)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        Fault ??= TokenFault.ClaimType;
        return null;
    }
}
