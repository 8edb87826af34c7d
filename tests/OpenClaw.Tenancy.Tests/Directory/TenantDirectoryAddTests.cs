using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Who may be added: no id twice, none that a person could take for another, no host of another.</summary>
public sealed class TenantDirectoryAddTests
{
    [Theory]
    [InlineData("acme")]
    [InlineData("acrne")]
    [InlineData("g1obex")]
    [InlineData("gl0bex")]
    [InlineData("p1atform")]
    [InlineData("platforrn")]
    [InlineData("platf0rm")]
    public void Add_TakenOrLookAlike_IsRefusedWithoutTrace(string text)
    {
        using var world = new TestWorld();
        int before = world.Directory.Entries.Count;

        Assert.Throws<ArgumentException>(() => world.Directory.Add(
            new TenantRegistration(TenantId.From(text)) { Hosts = ["free.example"] }));

        Assert.Equal(before, world.Directory.Entries.Count);
        Assert.False(world.Directory.TryFindHost("free.example", out _));
    }

    [Fact]
    public void Add_Platform_IsRefused()
    {
        using var world = new TestWorld();

        Assert.Throws<ArgumentException>(() => world.Directory.Add(new TenantRegistration(TenantId.Platform)));
    }

    [Fact]
    public void Add_AfterDelete_IdIsNeverUsedAgain()
    {
        using var world = new TestWorld();
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);

        Assert.Throws<ArgumentException>(() => world.Directory.Add(new TenantRegistration(TestWorld.Acme)));
        Assert.Throws<ArgumentException>(() => world.Directory.Add(new TenantRegistration(TenantId.From("acrne"))));
    }

    [Theory]
    [InlineData("acme")]
    public void TryFind_ExactText_FindsTheEntry(string text)
    {
        using var world = new TestWorld();

        Assert.True(world.Directory.TryFind(text, out TenantEntry? entry));
        Assert.Equal(TestWorld.Acme, entry.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("ACME")]
    [InlineData("acme ")]
    [InlineData("acme\0")]
    [InlineData("acm\u0435")]
    [InlineData("default")]
    [InlineData("nobody")]
    public void TryFind_AnyOtherText_FindsNothing(string? text)
    {
        using var world = new TestWorld();

        Assert.False(world.Directory.TryFind(text, out TenantEntry? entry));
        Assert.Null(entry);
    }
}
