using System.IO.Compression;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Each refusal says in words of its own what to do.</summary>
public sealed class RefusalTextTests
{
    [Fact]
    public async Task Each_reason_has_a_text_of_its_own()
    {
        using var world = new FilesWorld();
        world.Put("file", "x");
        world.PutLink("link", world.Canary);
        Native.Link(world.Canary, world.Real("twin"));
        List<ConfinementException> refused = [];
        foreach (string path in (string[])["", "/a", "..", "a\\b", "%2e", "a\nb", "con", new string('a', 256), string.Join('/', Enumerable.Repeat("d", 33)), "link", "twin", "file/x"])
        {
            refused.Add(Assert.Throws<ConfinementException>(() => world.Acme.OpenRead(path)));
        }

        world.PutLink("../globex", "acme");
        refused.Add(Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex))));
        refused.Add(await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ExtractZipAsync(Zip(0, "a", "A"), "x")));
        refused.Add(await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ExtractZipAsync(Zip(0xa1ff << 16, "a"), "x")));
        refused.Add(await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ExtractZipAsync(Stream.Null, "x")));
        refused.Add(await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ExtractZipAsync(Zip(0, "a", "b"), "x", new ArchiveLimits { MaxEntries = 1 })));

        Assert.Equal(17, refused.Select(static r => r.Reason).Distinct().Count());
        Assert.Equal(17, refused.Select(static r => r.Message).Distinct(StringComparer.Ordinal).Count());
        Assert.All(refused, static r => Assert.EndsWith(".", r.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_file_system_refuses_says_whose_the_directory_must_be()
    {
        using var world = new FilesWorld();
        world.Put("locked/file", "x");
        Assert.Equal(TestWorld.Acme, world.Acme.Tenant);
        Unprivileged.With(world.Real(""), UnixFileMode.None, () => Assert.Contains(
            "service account", Assert.Throws<ConfinementException>(() => world.Acme.Find("locked/file")).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_lies_on_another_mount_says_to_make_it_the_root()
    {
        using var world = new FilesWorld();
        using var mounts = new Mounts();
        world.Acme.CreateDirectory("sub");
        mounts.Bind(world.Outside, world.Real("sub"));
        Assert.Contains("UseRoot", Assert.Throws<ConfinementException>(() => world.Acme.OpenRead("sub/secret.txt")).Message, StringComparison.Ordinal);
    }

    private static MemoryStream Zip(int attributes, params string[] names)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                zip.CreateEntry(name).ExternalAttributes = attributes;
            }
        }

        stream.Position = 0;
        return stream;
    }
}
