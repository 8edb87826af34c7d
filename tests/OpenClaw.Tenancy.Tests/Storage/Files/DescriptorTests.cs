using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What is opened in a tenant's directory is closed again, and no program that this process starts inherits it.</summary>
public sealed class DescriptorTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Nothing_stays_open_but_the_root_and_that_as_long_as_it_is_wanted(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        TenantDirectoryRoot root = world.Roots.Open(world.Context(TestWorld.Acme));
        Native.Link(world.Canary, world.Real("twin"));
        world.PutLink("link", world.Outside);
        Assert.Equal([world.Real("").TrimEnd('/')], Descriptors.Below(world.Top));

        root.CreateDirectory("a/b/c");
        root.CreateDirectory("a/b/c");
        await root.WriteAllTextAsync("a/b/file", "x");
        await root.AppendAsync("a/b/file", "y"u8.ToArray());
        root.OpenRead("a/b/file").Dispose();
        root.OpenAppend("a/b/file").Dispose();
        root.Create("a/b/c/piece").Dispose();
        root.Move("a/b/c/piece", "a/piece");
        root.List("a/b");
        root.Find("a/b/none");
        using (IDisposable? held = root.TryLock("a/lock"))
        {
            Assert.NotNull(held);
            Assert.Null(root.TryLock("a/lock"));
        }

        foreach (string path in (string[])["twin", "link", "link/secret.txt", "a/b", "a/piece/x"])
        {
            Assert.Throws<ConfinementException>(() => root.OpenWrite(path));
        }

        await root.ExtractZipAsync(Zip(), "a/unpacked");
        root.DeleteFile("a/b/file");
        root.DeleteDirectory("a", recursive: true);
        Assert.Equal([world.Real("").TrimEnd('/')], Descriptors.Below(world.Top));

        root.Dispose();
        Assert.Empty(Descriptors.Below(world.Top));
    }

    [Fact]
    public void A_root_that_is_refused_is_closed()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a").UseRoot(TestWorld.Globex, w.Top + "/g"));
        Assert.NotNull(world.Roots);
        System.IO.Directory.CreateDirectory(world.Base + "/tenants/initech");
        Native.SetMode(world.Base + "/tenants/initech", (UnixFileMode)511);
        System.IO.Directory.Delete(world.Top + "/g");
        File.CreateSymbolicLink(world.Top + "/g", world.Top + "/a");

        foreach (TenantId tenant in (TenantId[])[TestWorld.Globex, TestWorld.Initech])
        {
            Assert.Equal(ConfinementReason.RootRefused, Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(tenant))).Reason);
        }

        Assert.Empty(Descriptors.Below(world.Top));
    }

    [Fact]
    public void Looking_at_the_roots_again_and_again_leaves_nothing_open()
    {
        using var world = new FilesWorld(options: static (w, o) => o.UseRoot(TestWorld.Acme, w.Top + "/a"));
        var options = world.World.Services.GetRequiredService<IOptionsFactory<TenantDirectoryOptions>>();
        int before = Descriptors.OfTheTop();
        for (int i = 0; i < 100; i++)
        {
            options.Create(Options.DefaultName);
        }

        // Tests beside this one look at their own roots meanwhile.
        Assert.InRange(Descriptors.OfTheTop() - before, -50, 50);
        Assert.Empty(Descriptors.Below(world.Top));
    }

    [Fact]
    public void A_tenant_without_a_directory_closes_nothing_of_the_process()
    {
        using var world = new FilesWorld(options: static (w, o) => (o.BasePath, _) = ((string?)null, o.UseRoot(TestWorld.Acme, w.Top + "/a")));
        string?[] before = Own();

        Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex)));

        Assert.Equal(before, Own());

        static string?[] Own() => [.. Enumerable.Range(0, 3).Select(static n => new FileInfo($"/proc/self/fd/{n}").LinkTarget)];
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_program_that_is_started_inherits_none(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Acme.CreateDirectory("d");
        using Stream write = world.Acme.Create("d/new");
        using Stream append = world.Acme.OpenAppend("d/new");
        using Stream read = world.Acme.OpenRead("d/new");
        using IDisposable? held = world.Acme.TryLock("d/lock");
        await world.Acme.ReplaceAsync("d/state", async (stream, token) =>
        {
            await using var archive = new WatchedStream(Zip(), () => Assert.Empty(Descriptors.Inherited(world.Top)));
            await world.Acme.ExtractZipAsync(archive, "unpacked", cancellationToken: token);
            Assert.True(archive.WasRead);
        });

        Assert.True(Descriptors.Below(world.Top).Length >= 5);
        Assert.Empty(Descriptors.Inherited(world.Top));
    }

    private static MemoryStream Zip()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream file = zip.CreateEntry("in/file").Open();
            file.Write("text"u8);
        }

        stream.Position = 0;
        return stream;
    }
}
