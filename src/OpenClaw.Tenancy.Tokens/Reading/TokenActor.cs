using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>Who acts for the subject of a token (<c>act</c>, RFC 8693, section 4.1): the current actor. Those before him are checked for their shape and left behind.</summary>
internal static class TokenActor
{
    private const uint Required = 0b11;
    private static readonly byte[][] Members = [[.. "iss"u8], [.. "sub"u8], [.. "tenant_id"u8], [.. "grant"u8], [.. "act"u8]];

    internal static ClaimActor? Read(ref FlatObject claims)
    {
        ReadOnlySpan<byte> json = claims.ReadObject();
        if (json.IsEmpty)
        {
            return null;
        }

        string? issuer = null, subject = null, tenant = null, grant = null;
        var actor = new FlatObject(json, Members);
        while (actor.Next(out int member))
        {
            switch (member)
            {
                case 0:
                    issuer = actor.ReadString();
                    break;
                case 1:
                    subject = actor.ReadString();
                    break;
                case 2:
                    tenant = actor.ReadString();
                    break;
                case 3:
                    grant = actor.ReadString();
                    break;
                case 4:
                    // SECURITY: an earlier actor is information and gives nothing, so nothing of him is kept. The depth of the whole is bounded.
                    Read(ref actor);
                    break;
                default:
                    actor.Skip(TokenFault.Actor);
                    break;
            }
        }

        claims.Blame(actor.Fault ?? (actor.HasAll(Required) ? null : TokenFault.Actor));
        return issuer is null || subject is null ? null : new ClaimActor { Issuer = issuer, Subject = subject, Tenant = tenant, Grant = grant };
    }
}
