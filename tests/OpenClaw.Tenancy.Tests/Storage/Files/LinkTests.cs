using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Links, second names and things that are no files: none is opened, and what they lead to stays as it is.</summary>
public sealed class LinkTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_link_is_neither_followed_nor_written_through(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "inside");
        world.PutLink("absolute", world.Canary);
        world.PutLink("relative", "../../../outside/secret.txt");
        world.PutLink("own", "inside.txt");
        world.PutLink("dangling", world.Outside + "/new.txt");
        foreach (string path in (string[])["absolute", "relative", "own", "dangling"])
        {
            await RefusedExceptDeletion(world.Acme, path);
        }

        world.RequireCanary();
        Assert.Equal("inside", File.ReadAllText(world.Real("inside.txt")));
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_link_on_the_way_is_refused_by_every_operation(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "inside");
        world.Put("real/secret.txt", "inside");
        world.PutLink("out", world.Outside);
        world.PutLink("up", "..");
        world.PutLink("in", "real");
        world.PutLink("real/chain", "../out");
        foreach (string path in (string[])["out/secret.txt", "out/new", "up/globex/x", "in/secret.txt", "real/chain/secret.txt"])
        {
            await Refused.ByEverything(world.Acme, path, ConfinementReason.Link);
        }

        world.RequireCanary();
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_magic_link_of_the_process_is_refused(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "inside");
        using FileStream open = File.OpenRead(world.Canary);
        world.PutLink("fd", $"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");
        world.PutLink("cwd", "/proc/self/cwd");
        world.PutLink("root", "/proc/self/root");

        await RefusedExceptDeletion(world.Acme, "fd");
        await Refused.ByEverything(world.Acme, "root/etc/passwd", ConfinementReason.Link);
        await Refused.ByEverything(world.Acme, "cwd/x", ConfinementReason.Link);
    }

    [Fact]
    public void A_magic_link_inside_a_root_on_proc_is_refused()
    {
        using var world = new FilesWorld(options: static (_, o) => o.UseRoot(OpenClaw.Tenancy.TestKit.TestWorld.Acme, "/proc/self"));

        Assert.Equal(ConfinementReason.Link, Assert.Throws<ConfinementException>(() => world.Acme.OpenRead("root/etc/passwd")).Reason);
        Assert.Equal(ConfinementReason.Link, Assert.Throws<ConfinementException>(() => world.Acme.OpenRead("exe")).Reason);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_file_with_a_second_name_is_neither_read_nor_written(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "inside");
        Native.Link(world.Canary, world.Real("twin"));

        await RefusedExceptDeletion(world.Acme, "twin", ConfinementReason.HardLink);
        world.RequireCanary();
        world.Acme.DeleteFile("twin");
        world.RequireCanary();
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Pipes_sockets_and_devices_are_refused_without_waiting(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("inside.txt", "inside");
        Native.Pipe(world.Real("pipe"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(world.Real("socket")));
        List<string> paths = ["pipe", "socket"];
        if (Native.TryDevice(world.Real("zero")))
        {
            paths.Add("zero");
        }

        foreach (string path in paths)
        {
            await Task.Run(() => RefusedExceptDeletion(world.Acme, path, ConfinementReason.WrongKind, ConfinementReason.NotPermitted)).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.DoesNotContain(world.Acme.List().Entries, static e => e.Name is "pipe" or "socket" or "zero");
        world.Acme.DeleteFile("pipe");
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void Deleting_deletes_the_link_and_not_what_it_leads_to(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.PutLink("file", world.Canary);
        world.Put("tree/deep/er/file", "x");
        world.PutLink("tree/deep/out", world.Outside);
        world.PutLink("tree/secret", world.Canary);
        Native.Link(world.Canary, world.Real("tree/twin"));

        world.Acme.DeleteFile("file");
        world.Acme.DeleteDirectory("tree", recursive: true);

        Assert.Empty(world.Acme.List().Entries);
        world.RequireCanary();
    }

    private static async Task RefusedExceptDeletion(TenantDirectoryRoot root, string path, params ConfinementReason[] reasons)
    {
        reasons = reasons.Length == 0 ? [ConfinementReason.Link] : reasons;
        Reason(() => root.OpenRead(path).Dispose());
        Reason(() => root.OpenWrite(path).Dispose());
        Reason(() => root.OpenAppend(path).Dispose());
        Reason(() => root.Move("inside.txt", path, overwrite: true));
        Reason(() => root.Move(path, "elsewhere"));
        Assert.Throws<IOException>(() => root.Create(path).Dispose());
        Assert.Throws<ConfinementException>(() => root.List(path));
        Assert.Throws<ConfinementException>(() => root.CreateDirectory(path));
        Assert.Throws<ConfinementException>(() => root.DeleteDirectory(path, recursive: true));
        foreach (Func<Task> call in (Func<Task>[])
            [() => root.ReadAllBytesAsync(path), () => root.WriteAllBytesAsync(path, "x"u8.ToArray()), () => root.AppendAsync(path, "x"u8.ToArray())])
        {
            Assert.Contains((await Assert.ThrowsAsync<ConfinementException>(call)).Reason, reasons);
        }

        void Reason(Action call) => Assert.Contains(Assert.Throws<ConfinementException>(call).Reason, reasons);
    }
}
