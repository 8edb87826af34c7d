using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Host names that select a tenant: each one tenant's.</summary>
public sealed class TenantHostTests
{
    [Fact]
    public void TryFindHost_RegisteredHost_IsItsTenants()
    {
        using var world = new TestWorld();
        world.Directory.Add(With("newcorp", "newcorp.example", "new.example"));

        Assert.True(world.Directory.TryFindHost("new.example", out TenantEntry? entry));
        Assert.Equal("newcorp", entry.Id.ToString());
    }

    [Theory]
    [InlineData("taken.example")]
    [InlineData("UPPER.example")]
    [InlineData("with.port:80")]
    [InlineData("trailing.dot.")]
    [InlineData("under_score.example")]
    [InlineData("wild.*.example")]
    [InlineData("m\u00fcnchen.example")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a.example\n")]
    public void Add_HostTakenOrMalformed_IsRefusedWithoutTrace(string host)
    {
        using var world = new TestWorld();
        world.Directory.Add(With("first", "taken.example"));

        Assert.Throws<ArgumentException>(() => world.Directory.Add(With("second", "good.example", host)));

        Assert.False(world.Directory.TryFind("second", out _));
        Assert.False(world.Directory.TryFindHost("good.example", out _));
    }

    [Fact]
    public void Add_HostTwiceInOneEntry_IsRefused()
    {
        using var world = new TestWorld();

        Assert.Throws<ArgumentException>(() => world.Directory.Add(With("second", "a.example", "a.example")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("link.example.")]
    [InlineData("x.link.example")]
    [InlineData("example")]
    [InlineData("l\u0131nk.example")]
    [InlineData("lin\u212a.example")]
    [InlineData("link.example\0")]
    [InlineData("link.example:443")]
    public void TryFindHost_AnotherText_FindsNothing(string? host)
    {
        using var world = new TestWorld();
        world.Directory.Add(With("first", "link.example"));

        Assert.False(world.Directory.TryFindHost(host, out TenantEntry? entry));
        Assert.Null(entry);
    }

    private static TenantRegistration With(string tenant, params string[] hosts) => new(TenantId.From(tenant)) { Hosts = hosts };
}
