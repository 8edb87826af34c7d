using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Tokens.Minting;

/// <summary>Mints tenant tokens with the active key of a ring.</summary>
internal sealed class TenantTokenMint : ITenantTokenIssuer
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly FrozenDictionary<string, object> TypeHeader =
        new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = TokenFormat.Type }.ToFrozenDictionary(StringComparer.Ordinal);


    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _issuer;
    private readonly string _audience;
    private readonly SigningCredentials _credentials;
    private readonly TimeSpan _maxLifetime;
    private readonly TenantDirectory _directory;
    private readonly TimeProvider _time;

    internal TenantTokenMint(string issuer, TokenIssuerOptions options, TenantDirectory directory, TimeProvider time)
    {
        TokenKey key = options.Ring!.Active;
        (_issuer, _audience, _maxLifetime) = (issuer, options.Audience!, options.Speaks.MaxLifetime);
        _credentials = new SigningCredentials(key.Secret, key.Algorithm);
        (_directory, _time) = (directory, time);
    }

    public ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        Require(request);

        // INVARIANT: the generation before the clock and the signature. What is revoked in between is revoked for this token too.
        long generation = _directory.GenerationOf(request.Tenant, _issuer, request.Subject);
        string token = _handler.CreateToken(
            TokenClaims.Write(request, _issuer, _audience, NewId(), _time.GetUtcNow(), request.Lifetime ?? _maxLifetime, generation), _credentials, TypeHeader);
        return token.Length <= TokenFormat.MaxLength ? new ValueTask<string>(token) : throw new ArgumentException(
            $"The token would be longer than {TokenFormat.MaxLength} characters, and would be refused. Ask for fewer scopes.", nameof(request));
    }

    private void Require(TenantTokenRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Subject, nameof(request));
        if (request.Lifetime is { } lifetime && (lifetime < TimeSpan.FromSeconds(1) || lifetime > _maxLifetime))
        {
            throw new ArgumentException($"A token of this issuer lives between one second and {_maxLifetime}.", nameof(request));
        }

        if (request.Scopes.Count > TokenFormat.MaxScopes || request.Scopes.Any(static s => s is null))
        {
            throw new ArgumentException($"A token holds at most {TokenFormat.MaxScopes} scopes, and each is a text.", nameof(request));
        }

        // SECURITY: text with a lone surrogate would be written as another text, and so name another member.
        foreach (string text in (ReadOnlySpan<string>)[request.Subject, .. request.Scopes])
        {
            StrictUtf8.GetByteCount(text);
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
