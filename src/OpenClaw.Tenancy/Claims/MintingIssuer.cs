using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Claims;

/// <summary>One of the host's own issuers: what mints its tokens, and for whom it may.</summary>
internal sealed class MintingIssuer(string name, TenantIssuerOptions options, TenancyRealm realm, ITenantTokenIssuer mint)
{
    internal string Name { get; } = name;

    internal TenancyRealm Realm { get; } = realm;

    internal TimeSpan LongestFor(TenantId tenant) => options.MaxLifetimeOf(tenant);

    /// <summary>Whether its tokens for a tenant would be accepted at its own door.</summary>
    internal bool MaySpeakFor(TenantEntry entry) =>
        options.MaySpeakFor(entry.Id.ToString(), Name, isOwnId: true, Realm, out TenantEntry? meant) && ReferenceEquals(meant, entry);

    /// <summary>Mints a token, or gives null where that failed: why is the mint's own to log.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: whatever goes wrong while a token is made, none is handed out.")]
    internal async ValueTask<string?> TryMintAsync(TenantTokenRequest request, Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            return await patience.WaitForAsync(mint.IssueAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
