using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Directory;

/// <summary>An actor as a journal keeps it.</summary>
internal sealed class ActorText
{
    public required TenantRole Held { get; init; }

    public string? User { get; init; }

    public string? Key { get; init; }

    public bool? Unbound { get; init; }

    internal static ActorText Of(DirectoryActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new ActorText { Held = actor.Held, User = actor.User, Key = actor.Key, Unbound = actor.IsUnbound ? true : null };
    }

    internal DirectoryActor ToActor() => new(Held, User, Key, Unbound == true);
}
