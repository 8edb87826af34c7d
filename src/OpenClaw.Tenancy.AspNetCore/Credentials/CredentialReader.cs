using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.AspNetCore.Principals;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Credentials;

/// <summary>Finds the one verified claim of a request: in the Authorization header, or in the principal that the host authenticated.</summary>
internal sealed class CredentialReader(CredentialVerifiers verifiers, IEnumerable<PrincipalIssuer> principals)
{
    private const string Scheme = "Bearer ";
    private readonly PrincipalIssuer[] _principals = [.. principals];

    internal ValueTask<PresentedClaim> ReadAsync(HttpContext context)
    {
        if (_principals.Length != 0)
        {
            return ReadBothAsync(context);
        }

        return verifiers.Any ? ReadBearerAsync(context) : new ValueTask<PresentedClaim>(PresentedClaim.None);
    }

    private async ValueTask<PresentedClaim> ReadBothAsync(HttpContext context)
    {
        PresentedClaim principal = PresentedClaim.None;
        foreach (PrincipalIssuer issuer in _principals)
        {
            principal = PresentedClaim.Both(principal, issuer.Read(context.User));
        }

        if (!verifiers.Any)
        {
            // The host's own authentication made nothing of what was sent.
            return principal.IsPresent || context.Request.Headers.Authorization.Count == 0
                ? principal
                : new PresentedClaim(null, DenyReason.TokenInvalid, "not_authenticated");
        }

        PresentedClaim bearer = await ReadBearerAsync(context).ConfigureAwait(false);

        // The header that the host's own authentication took is no second credential.
        bool takenByHost = principal.Claim is not null && bearer.Detail == CredentialVerifiers.Unrecognized;
        return takenByHost ? principal : PresentedClaim.Both(principal, bearer);
    }

    /// <summary>What the Authorization header says, verified once in a request.</summary>
    internal ValueTask<PresentedClaim> ReadBearerAsync(HttpContext context)
    {
        if (context.Features.Get<BearerFeature>() is { } read)
        {
            return new ValueTask<PresentedClaim>(read.Presented);
        }

        StringValues headers = context.Request.Headers.Authorization;
        if (headers.Count == 0)
        {
            return new ValueTask<PresentedClaim>(PresentedClaim.None);
        }

        if (headers.Count > 1)
        {
            return new ValueTask<PresentedClaim>(new PresentedClaim(null, DenyReason.ClaimAmbiguous, "two_headers"));
        }

        string header = headers.ToString();
        ConnectionMemo? memo = ConnectionMemo.Of(context);
        return memo?.Find(header) is { } claim
            ? new ValueTask<PresentedClaim>(new PresentedClaim(claim, DenyReason.None, null))
            : VerifyAsync(context, header, memo);
    }

    private async ValueTask<PresentedClaim> VerifyAsync(HttpContext context, string header, ConnectionMemo? memo)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new PresentedClaim(null, DenyReason.TokenInvalid, "scheme");
        }

        var credential = new PresentedCredential(header[Scheme.Length..], context.Connection.ClientCertificate);
        CredentialVerification verification = await verifiers.VerifyAsync(credential, context.RequestAborted).ConfigureAwait(false);
        memo?.Keep(header, verification);
        PresentedClaim presented = PresentedClaim.From(verification);
        // INVARIANT: one request verifies its credential once, whoever asks first and however many ask: for the second of them a
        // credential of single use would be its own replay.
        context.Features.Set(new BearerFeature(presented));
        return presented;
    }
}
