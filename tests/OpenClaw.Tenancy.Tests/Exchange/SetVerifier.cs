using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Answers as a test says: no real provider's token ends within a second, or is refused without a word.</summary>
internal sealed class SetVerifier(Func<IdentityVerification> answer) : IIdentityVerifier
{
    public ValueTask<IdentityVerification> VerifyAsync(string token, string? nonce, CancellationToken cancellationToken) => new(answer());
}
