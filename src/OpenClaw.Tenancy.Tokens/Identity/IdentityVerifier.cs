using System.Collections.Frozen;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>Verifies the tokens of all identity providers of a host: the token names its provider, and that one's rules alone count.</summary>
internal sealed class IdentityVerifier(FrozenDictionary<string, IdentityProvider> providers) : IIdentityVerifier
{
    public ValueTask<IdentityVerification> VerifyAsync(string token, string? nonce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (nonce is { Length: 0 })
        {
            throw new ArgumentException("An empty nonce binds the token to nothing. Hand in the one that was sent, or null where none was.", nameof(nonce));
        }

        if (IdentityTokenReader.Read(token, out string fault) is not { } read)
        {
            return new(IdentityVerification.Refused(DenyReason.TokenInvalid, fault));
        }

        return providers.TryGetValue(read.Payload.Issuer!, out IdentityProvider? provider)
            ? provider.VerifyAsync(read, nonce, cancellationToken)
            : new(IdentityVerification.Refused(DenyReason.TokenInvalid, IdentityFault.Issuer));
    }
}
