using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>Ends, beginnings and lengths, to the tick.</summary>
public sealed class AcceptTimeTests
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1, DenyReason.None)]
    [InlineData(0, DenyReason.Expired)]
    [InlineData(-1, DenyReason.Expired)]
    public void Accept_End_IsExclusiveToTheTick(long ticksLeft, DenyReason expected)
    {
        using var world = new TestWorld();

        Assert.Equal(expected, new Assertion(world) { ExpiresAt = world.Time.Now.AddTicks(ticksLeft) }.Present().Reason);
    }

    [Theory]
    [InlineData(0, DenyReason.None)]
    [InlineData(1, DenyReason.TokenInvalid)]
    public void Accept_IssuedInTheFuture_IsRefusedBeyondTheSkew(long ticksBeyond, DenyReason expected)
    {
        using var world = new TestWorld();

        ClaimAcceptance acceptance = new Assertion(world) { IssuedAt = (world.Time.Now + Skew).AddTicks(ticksBeyond) }.Present();

        Assert.Equal(expected, acceptance.Reason);
    }

    [Theory]
    [InlineData(0, DenyReason.None)]
    [InlineData(1, DenyReason.TokenInvalid)]
    public void Accept_LifeFromIssue_IsCapped(long ticksBeyond, DenyReason expected)
    {
        using var world = new TestWorld();
        DateTimeOffset issued = world.Time.Now.AddMinutes(-4);

        ClaimAcceptance acceptance = new Assertion(world) { IssuedAt = issued, ExpiresAt = (issued + Longest).AddTicks(ticksBeyond) }.Present();

        Assert.Equal(expected, acceptance.Reason);
    }

    [Theory]
    [InlineData(0, DenyReason.None)]
    [InlineData(1, DenyReason.TokenInvalid)]
    public void Accept_WithoutIssuedAt_LifeIsCappedFromNow(long ticksBeyond, DenyReason expected)
    {
        using var world = new TestWorld();

        ClaimAcceptance acceptance = new Assertion(world)
        {
            IssuedAt = DateTimeOffset.MinValue,
            ExpiresAt = (world.Time.Now + Longest).AddTicks(ticksBeyond),
        }.Present();

        Assert.Equal(expected, acceptance.Reason);
    }

    [Fact]
    public void Accept_ForEver_IsRefused()
    {
        using var world = new TestWorld();

        Assert.Equal("lifetime", new Assertion(world) { ExpiresAt = DateTimeOffset.MaxValue }.Present().Detail);
        Assert.Equal("lifetime", new Assertion(world) { IssuedAt = DateTimeOffset.MinValue, ExpiresAt = DateTimeOffset.MaxValue }.Present().Detail);
        Assert.Equal(DenyReason.Expired, new Assertion(world) { ExpiresAt = DateTimeOffset.MinValue }.Present().Reason);
        Assert.Equal("issued_in_future", new Assertion(world) { IssuedAt = DateTimeOffset.MaxValue, ExpiresAt = DateTimeOffset.MaxValue }.Present().Detail);
    }

    [Fact]
    public void Accept_SkewAndLifetimeOfTheIssuer_AreItsOwn()
    {
        using var world = new TestWorld(build: b => b.AddIssuer(
            "slow",
            static o =>
            {
                o.ForTenants("acme");
                o.ClockSkew = TimeSpan.Zero;
                o.MaxLifetime = TimeSpan.FromSeconds(10);
            },
            static (_, issuer) => new TestVerifier(issuer)));

        DateTimeOffset now = world.Time.Now;
        Assert.Equal("issued_in_future", new Assertion(world) { Issuer = "slow", IssuedAt = now.AddTicks(1), ExpiresAt = now.AddSeconds(1) }.Present().Detail);
        Assert.Equal("lifetime", new Assertion(world) { Issuer = "slow", ExpiresAt = now.AddSeconds(11) }.Present().Detail);
        Assert.True(new Assertion(world) { Issuer = "slow", ExpiresAt = now.AddSeconds(10) }.Present().IsAccepted);
        Assert.Equal(TimeSpan.FromSeconds(10), world.IssuerOf("slow").MaxLifetime);
    }
}
