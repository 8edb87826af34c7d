using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>Who shows an identity token, and where he is let in with it.</summary>
internal sealed class IdentityGate(IIdentityVerifier verifier, MintingIssuer issuer, Patience patience)
{
    private readonly TenancyRealm _realm = issuer.Realm;

    internal async ValueTask<IdentityVerification> VerifyAsync(ShownIdentity shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (shown.Nonce is { Length: 0 })
        {
            throw new ArgumentException("An empty nonce binds the token to nothing. Hand in the one that was sent, or null where none was.", nameof(shown));
        }

        IdentityVerification found = await AskAsync(shown, cancellationToken).ConfigureAwait(false);
        return found.IsVerified && _realm.Time.GetUtcNow().UtcTicks > _realm.Directory.FreshUntilTicks
            ? IdentityVerification.Refused(DenyReason.DependencyUnavailable, "directory_stale")
            : found;
    }

    /// <summary>The user whom the identity names, where it is anybody's.</summary>
    internal bool TryFindUser(ExternalIdentity identity, [NotNullWhen(true)] out TenantUser? user) =>
        _realm.Directory.TryFindUser(new LinkedIdentity(identity.Issuer, identity.Subject), out user);

    internal Membership In(TenantEntry entry, TenantUser user, ExternalIdentity identity) => Membership.Of(entry, user, issuer, identity);

    /// <summary>Where the identity lets the user in now.</summary>
    internal IReadOnlyList<Membership> Places(TenantUser user, ExternalIdentity identity) =>
        [.. user.Entries.Select(entry => In(entry, user, identity)).Where(m => m.Fault is null && IsOfProvider(m.Entry, identity))
            .OrderBy(static m => m.Entry.Id.ToString(), StringComparer.Ordinal)];

    /// <summary>Whether the identity was issued before something of the user's was revoked, in whichever tenant.</summary>
    internal bool IsOlderAnywhere(TenantUser user, ExternalIdentity identity) => user.Entries.Any(entry => IsOlder(entry, user, identity));

    /// <summary>Whether the identity was issued before the tenant, or the user there, was last revoked.</summary>
    internal bool IsOlder(TenantEntry entry, TenantUser user, ExternalIdentity identity)
    {
        var liveness = new Liveness(_realm.Directory, entry, issuer.Name, user.Id.ToString(), credentialId: null);
        return Membership.IsOlder(identity, in liveness);
    }

    /// <summary>Whether the provider's own tenant, where its token names one, is this one.</summary>
    /// <remarks>SECURITY: the tenant that a token originates in must be the one that it is used for. What the provider's name means, the directory says.</remarks>
    internal bool IsOfProvider(TenantEntry entry, ExternalIdentity identity) => identity.Tenant is null
        || (_realm.Directory.TryFindExternal(identity.Issuer, identity.Tenant, out TenantEntry? meant) && ReferenceEquals(meant, entry));

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: what a verifier could not decide is unknown, and unknown is refused.")]
    private async ValueTask<IdentityVerification> AskAsync(ShownIdentity shown, CancellationToken cancellationToken)
    {
        try
        {
            return await patience.WaitForAsync(verifier.VerifyAsync(shown.IdentityToken, shown.Nonce, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return IdentityVerification.Refused(DenyReason.DependencyUnavailable, "identity_verifier_fault");
        }
    }
}
