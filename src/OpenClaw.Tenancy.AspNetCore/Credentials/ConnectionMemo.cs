using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Credentials;

/// <summary>The last reusable credential of one connection and its claim, so that the next request with the same header text need not look it up.</summary>
/// <remarks>
/// INVARIANT: found by the reference of the header's string, which the server reuses only for equal bytes on the same connection.
/// Only on HTTP/1, where the requests of a connection follow each other.
/// </remarks>
internal sealed class ConnectionMemo
{
    private static readonly object Key = new();
    private string? _header;
    private CredentialVerification _verification;

    internal static ConnectionMemo? Of(HttpContext context)
    {
        if (!HttpProtocol.IsHttp11(context.Request.Protocol) || context.Features.Get<IConnectionItemsFeature>() is not { } connection)
        {
            return null;
        }

        if (connection.Items.TryGetValue(Key, out object? found))
        {
            return (ConnectionMemo?)found;
        }

        var memo = new ConnectionMemo();
        connection.Items[Key] = memo;
        return memo;
    }

    internal VerifiedTenantClaim? Find(string header) => ReferenceEquals(_header, header) && _verification.StillHolds() ? _verification.Claim : null;

    internal void Keep(string header, CredentialVerification verification) =>
        (_header, _verification) = verification is { IsAccepted: true, IsReusable: true } ? (header, verification) : (null, default);
}
