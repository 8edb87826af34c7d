using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An actor as a journal keeps it.</summary>
internal sealed class ActorText
{
    public required TenantRole Held { get; init; }

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
