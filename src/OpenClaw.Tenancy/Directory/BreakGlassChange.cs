namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of a break-glass grant that is there. Its tenant is the grant's target.</summary>
internal abstract class BreakGlassChange : ChangeBody
{
    /// <summary>How far the clocks of the processes that write may be apart.</summary>
    // INVARIANT: a fixed number. A process that was configured otherwise would refuse what others apply.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);

    /// <summary>The text of the grant's id.</summary>
    public required string Grant { get; init; }

    internal override void Check() => ChangeText.RequireId(Grant, nameof(Grant));

    internal sealed override DirectoryRefusal? RefusalIn(DirectoryWorld world, in DirectoryMoment at) =>
        world.Grants.TryFind(Grant, out BreakGlassGrant? grant) && string.Equals(grant.Target.ToString(), Tenant)
            ? RefusalOf(grant, world, in at)
            : DirectoryRefusal.NotFound("There is no such break-glass grant of that tenant.");

    internal sealed override void CommitTo(DirectoryWorld world, in DirectoryMoment at)
    {
        world.Grants.TryFind(Grant, out BreakGlassGrant? grant);
        CommitTo(grant!, in at);
    }

    private protected abstract DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at);

    private protected abstract void CommitTo(BreakGlassGrant grant, in DirectoryMoment at);

    /// <summary>Whether a moment that a process named is that of the change, as near as clocks agree.</summary>
    internal static bool IsNear(long ticks, in DirectoryMoment at) => Math.Abs(ticks - at.Ticks) <= MaxSkew.Ticks;

    private protected static void CheckIdentity(LinkedIdentity? identity, string name)
    {
        ChangeText.Require(identity?.Issuer, name);
        ChangeText.Require(identity?.Subject, name);
    }

    private protected static DirectoryRefusal Over(GrantStatus status) => DirectoryRefusal.Conflict(
        $"The break-glass grant is {status}, and cannot go where this takes it. Ask for another one.");
}
