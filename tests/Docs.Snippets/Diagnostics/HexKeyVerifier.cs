using System.Buffers;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;

namespace Docs.Snippets.Diagnostics;

public sealed class HexKeyVerifier : ICredentialVerifier
{
    // <snippet name="oct1001">
    public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
    {
        byte[] key = new byte[32];
        bool mine = credential.Text.Length == 64 && Convert.FromHexString(credential.Text, key, out _, out _) == OperationStatus.Done;
        return mine ? LookUpAsync(key, cancellationToken) : new(CredentialVerification.NotMine);
    }
    // </snippet>

    private static ValueTask<CredentialVerification> LookUpAsync(byte[] key, CancellationToken cancellationToken) =>
        new(CredentialVerification.Refused(DenyReason.TokenInvalid, key.Length == 0 ? "empty" : "unknown_key"));
}
