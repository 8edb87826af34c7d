using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Provisioning, active, suspended and back, deleted: which is the end.</summary>
public sealed class TenantStatusTests
{
    [Theory]
    [InlineData(TenantStatus.Provisioning)]
    [InlineData(TenantStatus.Active)]
    [InlineData(TenantStatus.Suspended)]
    public void SetStatus_OpenTenant_GoesAnywhereButBack(TenantStatus from)
    {
        foreach (TenantStatus to in Enum.GetValues<TenantStatus>())
        {
            using TestWorld world = WithTenant(from, out TenantId tenant);
            if (to is TenantStatus.Unknown or TenantStatus.Provisioning)
            {
                Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(tenant, to));
                Assert.Equal(from, StatusOf(world, tenant));
            }
            else
            {
                world.Directory.SetStatus(tenant, to);
                Assert.Equal(to, StatusOf(world, tenant));
            }
        }
    }

    [Fact]
    public void SetStatus_Deleted_IsTheEnd()
    {
        using TestWorld world = WithTenant(TenantStatus.Active, out TenantId tenant);
        world.Directory.SetStatus(tenant, TenantStatus.Deleted);

        foreach (TenantStatus to in Enum.GetValues<TenantStatus>().Where(static s => s != TenantStatus.Deleted))
        {
            Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(tenant, to));
        }

        Assert.Equal(TenantStatus.Deleted, StatusOf(world, tenant));
        Assert.Throws<ArgumentException>(() => world.Directory.Add(new TenantRegistration(tenant)));
    }

    [Fact]
    public void SetStatus_PlatformOrUnknownOrUndefined_Throws()
    {
        using var world = new TestWorld();

        Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(TenantId.Platform, TenantStatus.Suspended));
        Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(TenantId.From("nobody"), TenantStatus.Suspended));
        Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(TestWorld.Acme, (TenantStatus)99));
        Assert.Throws<ArgumentNullException>(() => world.Directory.SetStatus(null!, TenantStatus.Active));
    }

    [Theory]
    [InlineData(TenantStatus.Unknown)]
    [InlineData((TenantStatus)99)]
    public void Add_StatusThatIsNone_Throws(TenantStatus status)
    {
        using TestWorld world = WithTenant(status, out _);

        Assert.Throws<ArgumentException>(() => world.Directory);
    }

    [Theory]
    [InlineData(TenantStatus.Provisioning)]
    [InlineData(TenantStatus.Suspended)]
    [InlineData(TenantStatus.Deleted)]
    public void Accept_TenantThatIsNotActive_IsRefused(TenantStatus status)
    {
        using TestWorld world = WithTenant(status, out TenantId tenant);

        ClaimAcceptance acceptance = new Assertion(world) { Tenant = tenant.ToString() }.Present();

        Assert.Equal(DenyReason.TenantInactive, acceptance.Reason);
    }

    [Fact]
    public void Accept_TenantOnceProvisioned_LetsInWhatIsIssuedFromThenOn()
    {
        using TestWorld world = WithTenant(TenantStatus.Provisioning, out TenantId tenant);
        world.Directory.SetStatus(tenant, TenantStatus.Active);

        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Tenant = tenant.ToString() }.Present().Reason);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(new Assertion(world) { Tenant = tenant.ToString() }.Present().IsAccepted);
    }

    private static TenantStatus StatusOf(TestWorld world, TenantId tenant) =>
        world.Directory.TryFind(tenant.ToString(), out TenantEntry? entry) ? entry.Status : TenantStatus.Unknown;

    private static TestWorld WithTenant(TenantStatus status, out TenantId tenant)
    {
        TenantId id = tenant = TenantId.From("newcorp");
        return new TestWorld(build: b => b.AddTenants(new TenantRegistration(id) { Status = status, Issuers = [TestWorld.Idp] }));
    }
}
