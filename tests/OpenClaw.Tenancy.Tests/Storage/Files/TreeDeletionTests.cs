using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A tree is deleted as deep as it may be, and what is no directory is no tree.</summary>
public sealed class TreeDeletionTests
{
    [Fact]
    public void A_tree_of_64_directories_goes_and_a_deeper_one_does_not()
    {
        using var world = new FilesWorld();
        Deep(world, "fits", 64);
        Deep(world, "deeper", 65);

        world.Acme.DeleteDirectory("fits", recursive: true);

        Assert.Equal(ConfinementReason.LimitExceeded, Assert.Throws<ConfinementException>(() => world.Acme.DeleteDirectory("deeper", recursive: true)).Reason);
        Assert.Equal("deeper", Assert.Single(world.Acme.List().Entries).Name);
    }

    [Fact]
    public void A_deletion_that_is_cancelled_deletes_nothing_more()
    {
        using var world = new FilesWorld();
        world.Put("tree/file", "x");

        Assert.Throws<OperationCanceledException>(() => world.Acme.DeleteDirectory("tree", recursive: true, new CancellationToken(canceled: true)));

        Assert.True(File.Exists(world.Real("tree/file")));
    }

    [Theory]
    [InlineData("link", ConfinementReason.Link)]
    [InlineData("file", ConfinementReason.WrongKind)]
    public void What_is_no_directory_is_not_deleted_as_one(string path, ConfinementReason reason)
    {
        using var world = new FilesWorld();
        world.Put("file", "x");
        world.PutLink("link", world.Outside);
        foreach (bool recursive in (bool[])[false, true])
        {
            Assert.Equal(reason, Assert.Throws<ConfinementException>(() => world.Acme.DeleteDirectory(path, recursive)).Reason);
        }

        Assert.Throws<FileNotFoundException>(() => world.Acme.DeleteDirectory("none"));
        Assert.Throws<FileNotFoundException>(() => world.Acme.Move("none", "elsewhere"));
        world.RequireCanary();
    }

    private static void Deep(FilesWorld world, string path, int directories) =>
        System.IO.Directory.CreateDirectory(world.Real(path + string.Concat(Enumerable.Repeat("/d", directories))));
}
