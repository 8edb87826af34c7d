using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>What a gateway is told of a caller: made from the claim, and nothing that the caller wrote.</summary>
internal static class CallerText
{
    private const string Operator = "operator.";
    private const string Admin = "operator.admin";

    // What an admin may of what can be said for one tenant of a shared gateway.
    private static readonly ImmutableArray<string> BelowAdmin = ["operator.approvals", "operator.read", "operator.write"];

    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    /// <summary>The caller's name: injective, and of characters that every header may have. Two callers never have the same.</summary>
    internal static string NameOf(VerifiedTenantClaim claim)
    {
        var text = new StringBuilder();
        Append(text, claim.ReachedTenant.ToString());
        text.Append('/');
        Append(text, claim.Issuer);
        text.Append('/');
        Append(text, claim.Subject);
        return text.ToString();
    }

    /// <summary>The gateway's scopes that the claim holds, by their bare names.</summary>
    internal static string[] ScopesOf(VerifiedTenantClaim claim, CellOptions cell)
    {
        IEnumerable<string> held = (claim.Grant?.Scopes ?? claim.Scopes).Select(static s => s.Name).Where(static n => n.StartsWith(Operator, StringComparison.Ordinal));

        // SECURITY: a gateway takes what an admin starts for its owner's, with the owner's tools, and the owner of a shared one is no tenant.
        if (cell is { IsShared: true, SharesAdmin: false })
        {
            held = held.SelectMany(static n => n == Admin ? BelowAdmin : [n]);
        }

        return [.. held.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static void Append(StringBuilder text, string part)
    {
        foreach (byte one in Encoding.UTF8.GetBytes(part))
        {
            _ = Plain.Contains(one) ? text.Append((char)one) : text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }
    }
}
