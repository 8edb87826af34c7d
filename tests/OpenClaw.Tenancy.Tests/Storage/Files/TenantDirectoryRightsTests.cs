using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What a host asks for wrongly is said to it at once, and a right that ends in the midst of something gives nothing.</summary>
public sealed class TenantDirectoryRightsTests
{
    [Fact]
    public async Task A_right_that_ends_while_a_file_is_read_gives_nothing_of_it()
    {
        var clock = new PassingTime();
        using var world = new FilesWorld(build: b => b.Services.AddSingleton<TimeProvider>(clock));
        clock.Base = world.World.Time;
        AccessAction read = world.World.Read();
        world.World.Engine.Authorize(world.World.Request(world.World.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)), out AccessPermit? permit);
        using TenantDirectoryRoot root = world.Roots.Open(permit!, read, permit!.ResourceId);
        world.Put("file", "text");
        Assert.Equal("text", await root.ReadAllTextAsync("file"));

        clock.PassAfterEachLook = TimeSpan.FromMinutes(6);
        int before = clock.Looks;
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => root.ReadAllBytesAsync("file"));

        // Asked before and after.
        Assert.Equal(2, clock.Looks - before);
    }

    [Fact]
    public async Task An_archive_whose_directory_cannot_be_taken_away_again_fails_for_its_own_reason()
    {
        using var world = new FilesWorld();
        Assert.Equal(TestWorld.Acme, world.Acme.Tenant);
        await using var archive = new WatchedStream(Stream.Null, () =>
        {
            string own = Assert.Single(System.IO.Directory.GetFileSystemEntries(world.Real("")));
            System.IO.Directory.CreateDirectory(own + string.Concat(Enumerable.Repeat("/d", 66)));
            throw new InvalidTimeZoneException();
        });

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => world.Acme.ExtractZipAsync(archive, "unpacked"));

        Assert.Empty(world.Acme.List().Entries);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        using var world = new FilesWorld();
        Assert.Equal("context", Assert.Throws<ArgumentNullException>(() => world.Roots.Open((OpenClaw.Tenancy.Contexts.TenantContext)null!)).ParamName);
        Assert.Equal("action", Assert.Throws<ArgumentNullException>(() => world.Roots.Open((AccessPermit)null!, null!)).ParamName);
        Assert.Equal("access", Assert.Throws<ArgumentNullException>(() => world.Roots.Open((OpenClaw.Tenancy.Vaults.VaultAccess)null!)).ParamName);
        Assert.Equal("write", Assert.Throws<ArgumentNullException>(() => { _ = world.Acme.ReplaceAsync("file", null!); }).ParamName);
    }

    [Fact]
    public void A_root_is_named_once_for_a_tenant()
    {
        var options = new TenantDirectoryOptions();
        Assert.Equal("tenant", Assert.Throws<ArgumentNullException>(() => options.UseRoot(null!, "/srv/a")).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => options.UseRoot(TestWorld.Acme, null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => options.UseRoot(TestWorld.Acme, "")).ParamName);
        options.UseRoot(TestWorld.Acme, "/srv/a");
        Assert.Equal("tenant", Assert.Throws<ArgumentException>(() => options.UseRoot(TestWorld.Acme, "/srv/b")).ParamName);
    }

    [Fact]
    public void The_kernel_confines_where_it_can_and_nothing_stands_before_it()
    {
        using var world = new FilesWorld();
        bool filtered = !File.ReadLines("/proc/self/status").Contains("Seccomp:\t0");
        Assert.SkipWhen(filtered || Environment.OSVersion.Version < new Version(5, 6), "This kernel, or a filter before it, may refuse the call.");
        Assert.Equal(TenantDirectoryConfinement.Kernel, world.Roots.Confinement);
    }
}
