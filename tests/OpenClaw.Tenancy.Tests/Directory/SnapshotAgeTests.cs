using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Contents that are too old decide nothing: unknown is neither inactive nor absent.</summary>
public sealed class SnapshotAgeTests
{
    [Fact]
    public void Decide_StaleSnapshot_IsDependencyUnavailable()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        world.Directory.ReportRefreshed(world.Time.Now);

        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(DenyReason.None, Decide(world, claim));

        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(DenyReason.DependencyUnavailable, Decide(world, claim));

        world.Directory.ReportRefreshed(world.Time.Now);
        Assert.Equal(DenyReason.None, Decide(world, claim));
    }

    [Fact]
    public void Accept_StaleSnapshot_IsDependencyUnavailable_EvenForUnknownTenants()
    {
        using var world = new TestWorld();
        world.Directory.ReportRefreshed(world.Time.Now);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(new Assertion(world).Present().IsAccepted);

        world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((DenyReason.DependencyUnavailable, "directory_stale"), (new Assertion(world).Present().Reason, new Assertion(world).Present().Detail));
        Assert.Equal(DenyReason.DependencyUnavailable, new Assertion(world) { Tenant = "nobody" }.Present().Reason);
    }

    [Fact]
    public async Task Verify_StaleSnapshot_RefusesKeysAndAFreshOneTakesThem()
    {
        using var world = new AdminWorld();
        string key = world.Key(TestWorld.Acme, new NewApiKey()).Text;
        world.Directory.ReportRefreshed(world.Time.Now);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await world.VerifyAsync(key)).IsAccepted);

        world.Time.Advance(TimeSpan.FromTicks(1));

        CredentialVerification found = await world.VerifyAsync(key);
        Assert.Equal((DenyReason.DependencyUnavailable, "directory_stale"), (found.Reason, found.Detail));
    }

    [Fact]
    public void Demand_StaleSnapshot_Throws()
    {
        using var world = new TestWorld();
        AccessAction read = world.Engine.Action("operator.read");
        world.Engine.Authorize(
            new AccessRequest(world.Claim(TestWorld.Acme, "operator.read"), read, ResourceRef.Collection(TestWorld.Acme), world.Time.Now), out AccessPermit? permit);
        world.Directory.ReportRefreshed(world.Time.Now);
        Assert.Equal(TestWorld.Acme, world.Engine.Demand(permit, read));

        world.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, read));
    }

    [Fact]
    public void Decide_DirectoryThatReportsNothing_DoesNotAge()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        world.Time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(DenyReason.None, Decide(world, claim));
    }

    private static DenyReason Decide(TestWorld world, VerifiedTenantClaim claim) => world.Engine.Decide(new AccessRequest(
        claim, world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), world.Time.Now)).Reason;
}
