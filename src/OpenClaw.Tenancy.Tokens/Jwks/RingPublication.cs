using System.Buffers.Text;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Publishes the public halves of an issuer's keys.</summary>
/// <param name="issuer">The issuer.</param>
/// <param name="ring">Its keys.</param>
/// <param name="time">Says which of them verify now.</param>
internal sealed class RingPublication(string issuer, TokenKeyRingSource ring, TimeProvider time) : ITokenKeyPublication
{
    public string Issuer { get; } = issuer;

    public ValueTask<IReadOnlyList<PublishedTokenKey>> ListAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new([.. ring.Current.Keys.Where(key => string.Equals(key.Algorithm, TokenFormat.Es256) && key.VerifiesAt(now)).Select(Publish)]);
    }

    // SECURITY: from the half that verifies, and only its point. What is symmetric has no public half and is left out above.
    private static PublishedTokenKey Publish(TokenKey key) => new(
        key.KeyId, Base64Url.DecodeFromChars(key.Verifier.X), Base64Url.DecodeFromChars(key.Verifier.Y));
}
