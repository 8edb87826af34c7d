using System.Text;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What a tenant's directory does, and that it does it only as long as its holder may.</summary>
public sealed class TenantDirectoryRootTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Files_are_written_read_moved_listed_and_deleted(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        TenantDirectoryRoot root = world.Acme;
        Assert.Equal(way, root.Confinement);

        root.CreateDirectory("a/b/c");
        root.CreateDirectory("a/b/c");
        await root.WriteAllTextAsync("a/b/c/one.txt", "one");
        await root.WriteAllTextAsync("a/b/c/one.txt", "two");
        await root.AppendAsync("a/b/c/one.txt", "+"u8.ToArray());
        using (Stream end = root.OpenAppend("a/b/c/one.txt"))
        {
            await end.WriteAsync("three"u8.ToArray());
        }

        using (Stream start = root.OpenWrite("a/b/c/one.txt"))
        {
            start.Write("T"u8);
        }

        Assert.Equal("Two+three", await root.ReadAllTextAsync("a/b/c/one.txt"));
        using (var reader = new StreamReader(root.OpenRead("a/b/c/one.txt")))
        {
            Assert.Equal("Two+three", await reader.ReadToEndAsync());
        }

        root.Move("a/b/c/one.txt", "a/moved.txt");
        Assert.Throws<FileNotFoundException>(() => root.OpenRead("a/b/c/one.txt"));
        TenantFileEntry entry = root.Find("a/moved.txt")!;
        Assert.Equal(("moved.txt", TenantFileKind.File, 9L), (entry.Name, entry.Kind, entry.Length));
        Assert.InRange(entry.ChangedAt, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.MaxValue);
        Assert.Equal(TenantFileKind.Directory, root.Find("a/b")!.Kind);
        Assert.Null(root.Find("a/none"));
        Assert.Null(root.Find("none/none"));
        Assert.Equal(["b", "moved.txt"], root.List("a").Entries.Select(static e => e.Name));

        Assert.Throws<IOException>(() => root.DeleteDirectory("a"));
        root.DeleteFile("a/moved.txt");
        root.DeleteDirectory("a", recursive: true);
        Assert.Empty(root.List().Entries);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task What_is_there_is_not_replaced_unasked_and_what_is_not_there_is_said(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        await world.Acme.WriteAllTextAsync("a", "a");
        await world.Acme.WriteAllTextAsync("b", "b");
        world.Acme.CreateDirectory("d/e");

        Assert.Throws<IOException>(() => world.Acme.Create("a"));
        Assert.Throws<IOException>(() => world.Acme.Move("a", "b"));
        world.Acme.Move("a", "b", overwrite: true);
        Assert.Equal("a", await world.Acme.ReadAllTextAsync("b"));
        Assert.Equal(ConfinementReason.WrongKind, Assert.Throws<ConfinementException>(() => world.Acme.OpenRead("d")).Reason);
        Assert.Equal(ConfinementReason.WrongKind, Assert.Throws<ConfinementException>(() => world.Acme.OpenWrite("d")).Reason);
        Assert.Equal(ConfinementReason.WrongKind, Assert.Throws<ConfinementException>(() => world.Acme.DeleteFile("d")).Reason);
        Assert.Equal(ConfinementReason.WrongKind, Assert.Throws<ConfinementException>(() => world.Acme.OpenRead("b/x")).Reason);
        Assert.ThrowsAny<Exception>(() => world.Acme.Move("d", "d/e/f"));
        Assert.Throws<FileNotFoundException>(() => world.Acme.OpenWrite("none/x"));
        Assert.Throws<FileNotFoundException>(() => world.Acme.DeleteFile("none"));
        Assert.Throws<FileNotFoundException>(() => world.Acme.List("none"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => world.Acme.ReadAllBytesAsync("none"));
    }

    [Fact]
    public async Task Files_are_for_the_service_account_alone()
    {
        using var world = new FilesWorld();
        await world.Acme.WriteAllTextAsync("whole", "x");
        world.Acme.Create("piece").Dispose();
        world.Acme.CreateDirectory("d");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Native.Mode(world.Real("whole")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Native.Mode(world.Real("piece")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Native.Mode(world.Real("d")));
    }

    [Fact]
    public void Pages_are_in_order_and_whole_and_leave_out_what_cannot_be_opened()
    {
        using var world = new FilesWorld();
        string[] names = [.. Enumerable.Range(0, 257).Select(static i => $"f{i * 7919 % 1000:000}").Order(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            world.Put(name, "x");
        }

        world.PutLink("f-link", world.Canary);
        world.Put("back\\slash", "x");
        world.Put(".oct-left.tmp", "x");
        var seen = new List<string>();
        string? after = null;
        do
        {
            TenantDirectoryPage page = world.Acme.List(after: after, limit: 10);
            Assert.InRange(page.Entries.Count, 0, 10);
            seen.AddRange(page.Entries.Select(static e => e.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(names, seen);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Acme.List(limit: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Acme.List(limit: 1_001));
    }

    [Fact]
    public async Task A_whole_file_is_bounded()
    {
        using var world = new FilesWorld(options: static (_, o) => o.MaxWholeFileBytes = 10);
        await world.Acme.WriteAllBytesAsync("ten", new byte[10]);
        await world.Acme.WriteAllBytesAsync("eleven", new byte[11]);

        Assert.Equal(10, (await world.Acme.ReadAllBytesAsync("ten")).Length);
        Assert.Equal(ConfinementReason.LimitExceeded, (await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ReadAllBytesAsync("eleven"))).Reason);
    }

    [Fact]
    public async Task When_the_claim_dies_the_directory_and_its_streams_die()
    {
        using var world = new FilesWorld();
        world.Put("inside.txt", "inside");
        using Stream read = world.Acme.OpenRead("inside.txt");
        using Stream write = world.Acme.OpenWrite("inside.txt");
        TenantContext context = world.Context(TestWorld.Acme);
        Assert.Equal('i', read.ReadByte());
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        Assert.Throws<TenantScopeRequiredException>(() => read.ReadByte());
        Assert.Throws<TenantScopeRequiredException>(() => write.Write("x"u8));
        Assert.Throws<TenantScopeRequiredException>(() => write.SetLength(0));
        Assert.Throws<TenantScopeRequiredException>(() => world.Acme.OpenRead("inside.txt"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Acme.List());
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => world.Acme.WriteAllTextAsync("inside.txt", "x"));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => world.Acme.AppendAsync("inside.txt", "x"u8.ToArray()));
        Assert.Throws<TenantScopeRequiredException>(() => world.Acme.DeleteFile("inside.txt"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Roots.Open(context));
        Assert.Equal("inside", File.ReadAllText(world.Real("inside.txt")));
    }

    [Fact]
    public async Task When_the_claim_dies_in_the_midst_of_a_replacement_the_old_file_stays()
    {
        using var world = new FilesWorld();
        world.Put("state.json", "old");

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => world.Acme.ReplaceAsync("state.json", async (stream, token) =>
        {
            await stream.WriteAsync("new"u8.ToArray(), token);
            world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        }));

        Assert.Equal("old", File.ReadAllText(world.Real("state.json")));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(world.Real("")));
    }

    [Fact]
    public async Task When_it_is_disposed_it_and_its_streams_are_dead()
    {
        using var world = new FilesWorld();
        world.Put("inside.txt", "inside");
        TenantDirectoryRoot root = world.Roots.Open(world.Context(TestWorld.Acme));
        using Stream read = root.OpenRead("inside.txt");
        root.Dispose();
        root.Dispose();

        Assert.Throws<ObjectDisposedException>(() => root.Find("inside.txt"));
        Assert.Throws<ObjectDisposedException>(() => read.ReadByte());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => root.ReadAllBytesAsync("inside.txt"));
    }

    [Fact]
    public void A_permit_opens_the_directory_of_its_tenant_for_its_action_and_life()
    {
        using var world = new FilesWorld();
        AccessAction read = world.World.Read();
        world.World.Engine.Authorize(world.World.Request(world.World.Claim(TestWorld.Globex, "operator.read"), Ask.Of(TestWorld.Globex)), out AccessPermit? permit);
        using TenantDirectoryRoot root = world.Roots.Open(permit!, read, permit!.ResourceId);

        Assert.Equal(TestWorld.Globex, root.Tenant);
        root.Create("x").Dispose();
        Assert.True(File.Exists(world.Base + "/tenants/globex/x"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Roots.Open(permit, world.World.Engine.Action("operator.write"), permit.ResourceId));
        Assert.Throws<TenantScopeRequiredException>(() => world.Roots.Open(permit, read, "another"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Roots.Open(null!, read));
        world.World.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Throws<TenantScopeRequiredException>(() => root.Find("x"));
    }

    [Fact]
    public void A_scope_of_another_container_opens_nothing()
    {
        using var world = new FilesWorld();
        using var other = new FilesWorld();
        TenantContext foreign = other.Context(TestWorld.Acme);

        Assert.Throws<TenantMismatchException>(() => world.Roots.Open(foreign));
    }

    [Fact]
    public async Task Text_is_strict()
    {
        using var world = new FilesWorld();
        await world.Acme.WriteAllBytesAsync("latin", new byte[] { 0xe9 });
        await Assert.ThrowsAsync<DecoderFallbackException>(() => world.Acme.ReadAllTextAsync("latin"));
    }
}
