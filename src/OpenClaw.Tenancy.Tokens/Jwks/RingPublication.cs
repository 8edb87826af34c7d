using System.Buffers.Text;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Publishes the public halves of an issuer's keys.</summary>
/// <param name="issuer">The issuer.</param>
/// <param name="current">Its keys whose tokens are accepted at this moment, the signing one first: active and retiring ones, none that was revoked.</param>
internal sealed class RingPublication(string issuer, Func<IEnumerable<TokenKey>> current) : ITokenKeyPublication
{
    public string Issuer { get; } = issuer;

    public ValueTask<IReadOnlyList<PublishedTokenKey>> ListAsync(CancellationToken cancellationToken) => new(
        [.. current().Where(static key => string.Equals(key.Algorithm, TokenFormat.Es256)).Select(Publish)]);

    // SECURITY: from the half that verifies, and only its point. What is symmetric has no public half and is left out above.
    private static PublishedTokenKey Publish(TokenKey key) => new(
        key.KeyId, Base64Url.DecodeFromChars(key.Verifier.X), Base64Url.DecodeFromChars(key.Verifier.Y));
}
