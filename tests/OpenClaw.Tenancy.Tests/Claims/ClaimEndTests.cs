using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>A claim holds to the last moment of a fresh directory, and a part of it is asked for by name.</summary>
public sealed class ClaimEndTests
{
    [Fact]
    public void Claim_holds_until_the_directory_is_too_old_and_no_longer()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme);
        world.Directory.ReportRefreshed(world.Time.Now);

        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(claim.StillHolds());
        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(claim.StillHolds());
    }

    [Fact]
    public void Part_of_a_claim_without_scopes_is_misuse()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme);

        Assert.Throws<ArgumentNullException>("scopes", () => claim.Delegate("run", null!, DateTimeOffset.MaxValue));
    }
}
