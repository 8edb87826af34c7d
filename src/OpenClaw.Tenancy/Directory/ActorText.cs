using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An actor as a journal keeps it.</summary>
internal sealed class ActorText
{
    // SECURITY: a number that no role has would stand above the owner, and a journal writes and reads it as it is.
    public required TenantRole Held
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentException("Say what the actor holds: none, readonly, member, admin or owner.", nameof(value));
    }

    public string? User { get; init; }

    public string? Key { get; init; }

    public LinkedIdentity? Stranger { get; init; }

    public bool? Unbound { get; init; }

    internal static ActorText Of(DirectoryActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ChangeText.Require(actor.Stranger?.Issuer ?? "-", nameof(actor));
        ChangeText.Require(actor.Stranger?.Subject ?? "-", nameof(actor));
        return new ActorText { Held = actor.Held, User = actor.User, Key = actor.Key, Stranger = actor.Stranger, Unbound = actor.IsUnbound ? true : null };
    }

    internal DirectoryActor ToActor() => new(Held, User, Key, Stranger, Unbound == true);
}
