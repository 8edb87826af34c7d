using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A lock in a tenant's directory: one holds it at a time, and it leads nowhere else.</summary>
public sealed class TenantFileLockTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void One_holds_it_at_a_time(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        using TenantDirectoryRoot other = world.Roots.Open(world.Context(TestWorld.Acme));
        world.Put("kept", "text");
        using (IDisposable? held = world.Acme.TryLock("kept"))
        {
            Assert.NotNull(held);
            Assert.Null(world.Acme.TryLock("kept"));
            Assert.Null(other.TryLock("kept"));
            using IDisposable? elsewhere = other.TryLock("new");
            Assert.NotNull(elsewhere);
        }

        using (IDisposable? next = other.TryLock("kept"))
        {
            Assert.NotNull(next);
        }

        // The runtime opens no file that somebody has locked.
        Assert.Equal("text", File.ReadAllText(world.Real("kept")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Native.Mode(world.Real("new")));
    }

    [Fact]
    public void Lock_of_another_tenant_is_another_lock()
    {
        using var world = new FilesWorld();
        using TenantDirectoryRoot globex = world.Roots.Open(world.Context(TestWorld.Globex));
        using IDisposable? acme = world.Acme.TryLock("lock");
        using IDisposable? theirs = globex.TryLock("lock");
        Assert.True(acme is not null && theirs is not null);
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public void Link_folder_and_refused_path_are_no_locks(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.PutLink("link", world.Canary);
        world.Acme.CreateDirectory("folder");
        Assert.Throws<ConfinementException>(() => world.Acme.TryLock("link"));
        Assert.Throws<ConfinementException>(() => world.Acme.TryLock("folder"));
        Assert.Throws<ConfinementException>(() => world.Acme.TryLock("../outside/secret.txt"));
        Assert.Throws<FileNotFoundException>(() => world.Acme.TryLock("none/lock"));
        world.RequireCanary();
    }

    [Fact]
    public void Dead_right_takes_no_lock()
    {
        using var world = new FilesWorld();
        TenantContext context = world.Context(TestWorld.Acme);
        using TenantDirectoryRoot root = world.Roots.Open(context);
        context.Dispose();
        Assert.Throws<TenantScopeRequiredException>(() => root.TryLock("lock"));
        Assert.False(File.Exists(world.Real("lock")));
    }
}
