using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What is replaced is a file of the tenant's own, when the writing begins and when it ends.</summary>
public sealed class ReplacementTargetTests
{
    [Theory]
    [InlineData("link", ConfinementReason.Link)]
    [InlineData("twin", ConfinementReason.HardLink)]
    [InlineData("directory", ConfinementReason.WrongKind)]
    public async Task Nothing_is_written_for_what_is_no_file_of_the_tenants(string path, ConfinementReason reason)
    {
        using var world = new FilesWorld();
        world.Acme.CreateDirectory("directory");
        Put(world, path);
        bool written = false;

        ConfinementException refused = await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ReplaceAsync(path, (_, _) =>
        {
            written = true;
            return Task.CompletedTask;
        }));

        Assert.Equal((reason, false), (refused.Reason, written));
        world.RequireCanary();
    }

    [Theory]
    [InlineData("link", ConfinementReason.Link)]
    [InlineData("twin", ConfinementReason.HardLink)]
    public async Task What_came_in_its_place_meanwhile_is_not_replaced(string path, ConfinementReason reason)
    {
        using var world = new FilesWorld();
        world.Put(path, "old");

        ConfinementException refused = await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ReplaceAsync(path, async (stream, token) =>
        {
            await stream.WriteAsync("new"u8.ToArray(), token);
            File.Delete(world.Real(path));
            Put(world, path);
        }));

        Assert.Equal(reason, refused.Reason);
        Assert.Equal(FilesWorld.Secret, File.ReadAllText(world.Real(path)));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(world.Real("")));
        world.RequireCanary();
    }

    [Fact]
    public async Task An_end_of_the_file_is_where_appending_begins()
    {
        using var world = new FilesWorld();
        await world.Acme.WriteAllTextAsync("file", "four");
        using Stream append = world.Acme.OpenAppend("file");
        Assert.Equal(4, append.Position);
    }

    private static void Put(FilesWorld world, string path)
    {
        switch (path)
        {
            case "link":
                world.PutLink(path, world.Canary);
                break;
            case "twin":
                Native.Link(world.Canary, world.Real(path));
                break;
            default:
                Assert.Equal("directory", path);
                break;
        }
    }
}
