using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>What a token is bound to (<c>cnf</c>, RFC 7800): a client certificate (RFC 8705), and nothing else that could be read past.</summary>
internal static class TokenConfirmation
{
    private static readonly byte[][] Members = [[.. "x5t#S256"u8]];

    // SECURITY: a token that is bound in a way that is not understood here must not be taken for one that is not bound.
    internal static CertificateThumbprint? Read(ref FlatObject claims)
    {
        ReadOnlySpan<byte> json = claims.ReadObject();
        if (json.IsEmpty)
        {
            return null;
        }

        CertificateThumbprint? certificate = null;
        var confirmation = new FlatObject(json, Members);
        while (confirmation.Next(out int member))
        {
            if (member != 0)
            {
                confirmation.Skip(TokenFault.Confirmation);
            }
            else if (!CertificateThumbprint.TryFrom(confirmation.ReadString(), out certificate))
            {
                confirmation.Blame(TokenFault.Confirmation);
            }
        }

        claims.Blame(confirmation.Fault ?? (certificate is null ? TokenFault.Confirmation : null));
        return certificate;
    }
}
