using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A token of our own carries the generation it was minted with; a foreign one is held against the last revocation, and ties die.</summary>
public sealed class GenerationTests
{
    [Fact]
    public void Accept_TokenOfThisGeneration_Lives_OfAnyOtherDies()
    {
        using var world = new TestWorld();
        long before = Generation(world);
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
        long now = world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "someone");

        Assert.True(now > before);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = before }.Present().Reason);
        Assert.True(new Assertion(world) { Generation = now }.Present().IsAccepted);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = now - 1 }.Present().Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = now + 1 }.Present().Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = long.MinValue }.Present().Reason);
    }

    [Fact]
    public void GenerationOf_TenantAndMember_GrowsWithEither()
    {
        using var world = new TestWorld();
        long first = Generation(world);

        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        long second = Generation(world);
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);

        Assert.True(first < second);
        Assert.True(second < Generation(world));
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = first }.Present().Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Generation = second }.Present().Reason);
    }

    [Theory]
    [InlineData(-600_000_000, false)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(20_000_000, false)]
    [InlineData(20_000_001, true)]
    public void Accept_IssuedAroundTheRevocation_LivesOnlyPastTheSkew(long ticksAfter, bool lives)
    {
        using var world = new TestWorld();
        DateTimeOffset epoch = world.Time.Now;
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        var asserted = new Assertion(world) { IssuedAt = epoch.AddTicks(ticksAfter), ExpiresAt = world.Time.Now.AddMinutes(1) };

        Assert.Equal(lives ? DenyReason.None : DenyReason.Revoked, asserted.Present().Reason);
    }

    [Fact]
    public void Accept_WithoutIssuedAt_IsOlderThanAnyRevocation()
    {
        using var world = new TestWorld();
        Assert.True(new Assertion(world) { IssuedAt = DateTimeOffset.MinValue }.Present().IsAccepted);

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
        world.Time.Advance(TimeSpan.FromDays(1_000));

        Assert.Equal(DenyReason.Revoked, new Assertion(world) { IssuedAt = DateTimeOffset.MinValue }.Present().Reason);
        Assert.True(new Assertion(world).Present().IsAccepted);
    }

    [Fact]
    public void Accept_WithoutIssuedAt_TenantThatWasEverShut_IsRefused()
    {
        using var world = new TestWorld();
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        world.Time.Advance(TimeSpan.FromDays(1_000));

        Assert.Equal(DenyReason.Revoked, new Assertion(world) { IssuedAt = DateTimeOffset.MinValue }.Present().Reason);
    }

    private static long Generation(TestWorld world) => world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "someone");
}
