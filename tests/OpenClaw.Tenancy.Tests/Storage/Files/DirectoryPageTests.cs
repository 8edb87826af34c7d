using System.Text;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A page is as long as it was asked to be, and says whether more comes.</summary>
public sealed class DirectoryPageTests
{
    [Theory]
    [InlineData(1, "a", "a")]
    [InlineData(2, "a b", "b")]
    [InlineData(3, "a b c", null)]
    [InlineData(4, "a b c", null)]
    public void A_page_is_full_where_there_is_enough_and_names_its_last_where_more_comes(int limit, string names, string? next)
    {
        using var world = new FilesWorld();
        foreach (string name in (string[])["c", "a", "b"])
        {
            world.Put(name, "x");
        }

        TenantDirectoryPage page = world.Acme.List(limit: limit);

        Assert.Equal(names.Split(' '), page.Entries.Select(static e => e.Name));
        Assert.Equal(next, page.Next);
    }

    [Fact]
    public void A_name_that_is_no_text_is_left_out_of_lists_and_deleted_all_the_same()
    {
        using var world = new FilesWorld();
        world.Put("d/a", "x");
        Native.Pipe([.. Encoding.UTF8.GetBytes(world.Real("d/b")), 0xff, 0]);

        TenantDirectoryPage page = world.Acme.List("d", limit: 1);

        Assert.Equal("a", Assert.Single(page.Entries).Name);
        Assert.Null(page.Next);
        world.Acme.DeleteDirectory("d", recursive: true);
        Assert.Null(world.Acme.Find("d"));
    }

    [Fact]
    public void A_listing_that_is_cancelled_ends()
    {
        using var world = new FilesWorld();
        world.Put("a", "x");
        Assert.Throws<OperationCanceledException>(() => world.Acme.List(cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_directory_that_was_deleted_lists_nothing()
    {
        using var world = new FilesWorld();
        Assert.Equal(TestWorld.Acme, world.Acme.Tenant);
        System.IO.Directory.Delete(world.Real(""));
        Assert.Throws<FileNotFoundException>(() => world.Acme.List());
    }

    [Fact]
    public void An_entry_is_what_the_file_system_says()
    {
        using var world = new FilesWorld();
        world.Acme.CreateDirectory("d");
        world.Put("file", "text");
        var changed = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(7_654_321);
        File.SetLastWriteTimeUtc(world.Real("file"), changed);

        TenantFileEntry file = world.Acme.Find("file")!;
        TenantFileEntry directory = world.Acme.Find("d")!;

        Assert.Equal((4L, changed), (file.Length, file.ChangedAt.UtcDateTime));
        Assert.Equal((0L, TenantFileKind.Directory), (directory.Length, directory.Kind));
    }

    [Fact]
    public void What_is_neither_file_nor_directory_is_not_told_of()
    {
        using var world = new FilesWorld();
        world.PutLink("link", world.Canary);
        Native.Pipe(world.Real("pipe"));

        Assert.Equal(ConfinementReason.Link, Assert.Throws<ConfinementException>(() => world.Acme.Find("link")).Reason);
        Assert.Equal(ConfinementReason.WrongKind, Assert.Throws<ConfinementException>(() => world.Acme.Find("pipe")).Reason);
    }
}
