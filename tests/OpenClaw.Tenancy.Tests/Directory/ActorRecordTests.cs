using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>An actor of a record holds a role that there is, and nothing above the owner's.</summary>
public sealed class ActorRecordTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(99)]
    public void Number_that_is_no_role_is_held_by_nobody(int held)
    {
        using var world = new JournalWorld();
        DirectoryChange change = DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("idp", "ann"), UserId.New(), TenantRole.Owner, DirectoryActor.Host);
        string text = JournalWorld.By($$"""{"held":{{held}}}""", change);

        DirectoryOutcome outcome = world.Directory.Apply(new DirectoryRecord(world.Directory.AppliedSequence + 1, world.World.Time.Now, text), out _);

        Assert.Equal(DirectoryOutcome.Unreadable, outcome);
    }
}
