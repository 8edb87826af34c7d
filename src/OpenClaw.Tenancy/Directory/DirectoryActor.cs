using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Who makes a change of the directory. What he may grant is looked up when the change is applied, not when it is asked for.</summary>
/// <remarks>Immutable. <see cref="Host"/> is the host's own code; every other actor is made from a permit.</remarks>
public sealed class DirectoryActor
{
    internal DirectoryActor(TenantRole held, string? user, string? key, LinkedIdentity? stranger = null, bool isUnbound = false) =>
        (Held, User, Key, Stranger, IsUnbound) = (held, user, key, stranger, isUnbound);

    /// <summary>The host's own code, which nothing binds: it fills a directory, or migrates one. Never for what a request asked for.</summary>
    public static DirectoryActor Host { get; } = new(TenantRole.Owner, user: null, key: null, isUnbound: true);

    /// <summary>Who holds no role and grants nothing: whoever shows the code of an invitation, say.</summary>
    internal static DirectoryActor Nobody { get; } = new(TenantRole.None, user: null, key: null);

    /// <summary>The most that he may grant; what he holds at the moment of the change may be less.</summary>
    internal TenantRole Held { get; }

    /// <summary>The text of his user id, where he is a user of the directory.</summary>
    internal string? User { get; }

    /// <summary>The text of the id of the API key that he came with.</summary>
    internal string? Key { get; }

    /// <summary>Who he is at his issuer, where he is neither a user nor a key.</summary>
    internal LinkedIdentity? Stranger { get; }

    /// <summary>The host's own code, or a platform operator: bound to no role in the tenant.</summary>
    internal bool IsUnbound { get; }

    /// <summary>The role that he acts by in a tenant at a moment.</summary>
    internal TenantRole RankIn(TenantEntry entry, long ticks)
    {
        if (IsUnbound)
        {
            return TenantRole.Owner;
        }

        // SECURITY: what he was when he asked does not count. A role that was taken away meanwhile grants nothing.
        TenantRole rank = Stranger is { } stranger && entry.Members.IsShut(stranger.Issuer, stranger.Subject) ? TenantRole.None : Held;
        if (User is not null)
        {
            rank = Lower(rank, entry.MemberOf(User) is { IsLetIn: true } member ? member.Role : TenantRole.None);
        }

        if (Key is not null)
        {
            rank = Lower(rank, entry.KeyOf(Key) is { } key && key.IsAliveAt(ticks) ? key.Role : TenantRole.None);
        }

        return rank;
    }

    private static TenantRole Lower(TenantRole left, TenantRole right) => left < right ? left : right;
}
