using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>A user's place in one tenant as it was when somebody showed an identity token, and why it lets him in or does not.</summary>
internal readonly struct Membership
{
    private readonly long _generation;

    private Membership(TenantEntry entry, TenantUser user, MintingIssuer issuer, ExternalIdentity identity)
    {
        (Entry, User) = (entry, user);
        string id = user.Id.ToString();

        // INVARIANT: the generation first. Whatever is revoked while the rest is read, or later, makes it another one.
        _generation = issuer.Realm.Directory.GenerationOf(entry.Id, issuer.Name, id);
        if (entry.MemberOf(id) is not { } member)
        {
            Fault = "no_member";
            return;
        }

        var liveness = new Liveness(issuer.Realm.Directory, entry, issuer.Name, id, credentialId: null);
        Role = member.Role;
        Fault = !issuer.MaySpeakFor(entry) ? "tenant_not_of_issuer"
            : entry.Status != TenantStatus.Active || !liveness.WasTenantAlive ? "tenant_status"
            : member.IsRemoved ? "no_member"
            : !liveness.WasHolderAlive || IsOlder(identity, in liveness) ? "revoked"
            : null;
    }

    internal TenantEntry Entry { get; }

    internal TenantUser User { get; }

    internal TenantRole Role { get; }

    /// <summary>Why he is not let in: a fixed word, or null.</summary>
    internal string? Fault { get; }

    internal static Membership Of(TenantEntry entry, TenantUser user, MintingIssuer issuer, ExternalIdentity identity) => new(entry, user, issuer, identity);

    /// <summary>Whether nothing of the tenant or the member was revoked since.</summary>
    internal bool IsCurrent(MintingIssuer issuer) => issuer.Realm.Directory.GenerationOf(Entry.Id, issuer.Name, User.Id.ToString()) == _generation;

    /// <summary>Whether an identity token was issued before, or in the moment of, the last revocation of the tenant or the holder.</summary>
    /// <remarks>SECURITY: a stolen session ends by a revocation and a new login. What the thief still holds is older than that.</remarks>
    internal static bool IsOlder(ExternalIdentity identity, in Liveness liveness) =>
        liveness.RevokedSince(generation: null, Math.Max(identity.IssuedAt.UtcTicks - identity.ClockSkew.Ticks, 0));
}
