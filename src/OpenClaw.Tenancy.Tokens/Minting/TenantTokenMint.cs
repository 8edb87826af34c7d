using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Tokens.Minting;

/// <summary>Mints tenant tokens with the active key of a ring.</summary>
internal sealed class TenantTokenMint(string issuer, TokenIssuerOptions options, TokenKeyRingSource keys, TenantDirectory directory, TimeProvider time) : ITenantTokenIssuer
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly FrozenDictionary<string, object> TypeHeader =
        new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = TokenFormat.Type }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _audience = options.Audience!;
    private readonly Func<TenantId, string, bool> _mayAddress = options.AudienceRule(directory);
    private readonly TenantIssuerOptions _speaks = options.Speaks;
    private readonly bool _writeGeneration = options.WriteGeneration;

    public ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan longest = _speaks.MaxLifetimeOf(request.Tenant);
        Require(request, longest);

        // INVARIANT: the generation before the clock and the signature. What is revoked in between is revoked for this token too.
        long generation = directory.GenerationOf(request.Tenant, issuer, request.Subject);
        DateTimeOffset now = time.GetUtcNow();
        string payload = TokenClaims.Write(
            request, issuer, request.Audience ?? _audience, NewId(), now, LifetimeOf(request, now, longest), _writeGeneration ? generation : null);
        TokenKey key = keys.Current.Active;
        string token = _handler.CreateToken(payload, new SigningCredentials(key.Secret, key.Algorithm), TypeHeader);
        return token.Length <= TokenFormat.MaxLength ? new ValueTask<string>(token) : throw new ArgumentException(
            $"The token would be longer than {TokenFormat.MaxLength} characters, and would be refused. Ask for fewer scopes.", nameof(request));
    }

    // The seconds that the token counts: from the second that it is issued in, to one that lies before the latest end.
    private static TimeSpan LifetimeOf(TenantTokenRequest request, DateTimeOffset now, TimeSpan longest)
    {
        TimeSpan lifetime = request.Lifetime ?? longest;
        if (request.NotAfter is not { } latest)
        {
            return lifetime;
        }

        var left = TimeSpan.FromSeconds(latest.ToUnixTimeSeconds() - now.ToUnixTimeSeconds());
        return left < TimeSpan.FromSeconds(1)
            ? throw new ArgumentException("The latest end of the token is less than one second away.", nameof(request))
            : left < lifetime ? left : lifetime;
    }

    private void Require(TenantTokenRequest request, TimeSpan longest)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Subject, nameof(request));
        if (request.Lifetime is { } lifetime && (lifetime < TimeSpan.FromSeconds(1) || lifetime > longest))
        {
            throw new ArgumentException($"A token of this issuer for this tenant lives between one second and {longest}.", nameof(request));
        }

        if (request.Audience is not null && !_mayAddress(request.Tenant, request.Audience))
        {
            throw new ArgumentException("The issuer does not mint for this audience. Allow it with TokenIssuerOptions.AllowAudiences.", nameof(request));
        }

        if (request.Scopes.Count > TokenFormat.MaxScopes || request.Scopes.Any(static s => s is null))
        {
            throw new ArgumentException($"A token holds at most {TokenFormat.MaxScopes} scopes, and each is a text.", nameof(request));
        }

        if (request.Actor is { } actor && (string.IsNullOrEmpty(actor.Issuer) || string.IsNullOrEmpty(actor.Subject)))
        {
            throw new ArgumentException("An actor has an issuer and a subject.", nameof(request));
        }

        // SECURITY: text with a lone surrogate would be written as another text, and so name another member.
        foreach (string? text in (ReadOnlySpan<string?>)
            [request.Subject, request.Audience, request.Actor?.Issuer, request.Actor?.Subject, request.Actor?.Tenant, request.Actor?.Grant, .. request.Scopes])
        {
            StrictUtf8.GetByteCount(text ?? string.Empty);
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
