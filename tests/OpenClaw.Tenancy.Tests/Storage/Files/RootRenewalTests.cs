using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Where another tenant's root stands in the way, it is looked at anew: as long as it is there it stays in the way, and once it is gone it does not.</summary>
public sealed class RootRenewalTests
{
    [Fact]
    public void A_root_that_was_given_to_another_tenant_is_not_made_again_by_looking()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a").UseRoot(TestWorld.Globex, w.Top + "/g"));
        Assert.NotNull(world.Roots);
        System.IO.Directory.Delete(world.Top + "/g");
        System.IO.Directory.Move(world.Top + "/a", world.Top + "/g");

        using TenantDirectoryRoot globex = world.Roots.Open(world.Context(TestWorld.Globex));

        Assert.False(System.IO.Directory.Exists(world.Top + "/a"));
    }

    [Fact]
    public void A_root_around_those_of_others_is_opened_once_all_of_them_are_gone()
    {
        using var world = Around();
        System.IO.Directory.Delete(world.Top + "/in/a");
        System.IO.Directory.Delete(world.Top + "/in/g");

        using TenantDirectoryRoot initech = world.Roots.Open(world.Context(TestWorld.Initech));
        initech.Create("own").Dispose();

        Assert.True(File.Exists(world.Top + "/in/own"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("g")]
    public void A_root_around_those_of_others_is_refused_each_time_while_one_of_them_is_there(string gone)
    {
        using var world = Around();
        System.IO.Directory.Delete($"{world.Top}/in/{gone}");

        for (int time = 0; time < 3; time++)
        {
            Assert.Equal(ConfinementReason.RootRefused, Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Initech))).Reason);
        }
    }

    // The third root becomes a link to the directory that the two others lie in.
    private static FilesWorld Around()
    {
        var world = new FilesWorld(options: static (w, o) =>
            o.UseRoot(TestWorld.Acme, w.Top + "/in/a").UseRoot(TestWorld.Globex, w.Top + "/in/g").UseRoot(TestWorld.Initech, w.Top + "/i"));
        Assert.NotNull(world.Roots);
        System.IO.Directory.Delete(world.Top + "/i");
        File.CreateSymbolicLink(world.Top + "/i", world.Top + "/in");
        return world;
    }
}
