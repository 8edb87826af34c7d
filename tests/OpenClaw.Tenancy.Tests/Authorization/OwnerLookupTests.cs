using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Resources;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>The owner is looked up only for someone who got through the early gates; an owner that cannot be found out is unknown, not absent.</summary>
public sealed class OwnerLookupTests
{
    [Fact]
    public async Task AuthorizeAsync_Own_EarnsAPermitForThatId()
    {
        using var world = new TestWorld();

        AccessResult result = await Look(world, static _ => new(TestWorld.Acme), "operator.read");

        Assert.Equal((TestWorld.Acme, "r1"), (result.Permit!.Tenant, result.Permit.ResourceId));
    }

    [Fact]
    public async Task AuthorizeAsync_Foreign_IsRefusedOnceAndRecordedOnce()
    {
        using var world = new TestWorld();

        AccessResult result = await Look(world, static _ => new(TestWorld.Globex), "operator.read");

        Assert.Equal(DenyReason.TenantMismatch, result.Decision.Reason);
        Assert.Equal("not_found", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.ReasonCode);
    }

    [Fact]
    public async Task AuthorizeAsync_Absent_IsRefused()
    {
        using var world = new TestWorld();

        AccessResult result = await Look(world, static _ => new((TenantId?)null), "operator.read");

        Assert.Equal(DenyReason.ResourceAbsent, result.Decision.Reason);
        Assert.Equal("r1", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.ResourceId);
    }

    [Fact]
    public async Task AuthorizeAsync_EarlyGateFails_StoreIsNeverAsked()
    {
        using var world = new TestWorld();
        int asked = 0;

        AccessResult result = await Look(world, _ => new(++asked > 0 ? TestWorld.Acme : null), "operator.talk");
        AccessResult anonymous = await OwnerLookup.AuthorizeAsync(
            world.Engine, (_, _) => new(++asked > 0 ? TestWorld.Acme : null), AccessRequest.WithoutClaim(world.Read(), world.Time.Now, DenyReason.ClaimMissing), "r1", default);

        Assert.Equal((DenyReason.ScopeMissing, DenyReason.ClaimMissing), (result.Decision.Reason, anonymous.Decision.Reason));
        Assert.Equal(0, asked);
    }

    [Theory]
    [MemberData(nameof(ResourceIdTests.Bad), MemberType = typeof(ResourceIdTests))]
    [InlineData(null)]
    public async Task AuthorizeAsync_IdOutsideTheGrammar_StoreIsNeverAsked(string? id)
    {
        using var world = new TestWorld();
        int asked = 0;

        AccessResult result = await OwnerLookup.AuthorizeAsync(
            world.Engine, (_, _) => new(++asked > 0 ? TestWorld.Acme : null), world.Request(world.Claim(TestWorld.Acme, "operator.read"), default), id!, default);

        Assert.Equal(DenyReason.InvalidId, result.Decision.Reason);
        Assert.Equal(0, asked);
        Assert.Single(world.Ledger.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task AuthorizeAsync_StoreFails_IsDependencyUnavailable()
    {
        using var world = new TestWorld();

        AccessResult result = await Look(world, static _ => throw new IOException("store down"), "operator.read");

        Assert.Equal(DenyReason.DependencyUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
        Assert.Equal("dependency_unavailable", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.ReasonCode);
    }

    [Fact]
    public async Task AuthorizeAsync_Cancelled_Throws()
    {
        using var world = new TestWorld();
        using var source = new CancellationTokenSource();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), default);

        Task<AccessResult> pending = OwnerLookup.AuthorizeAsync(
            world.Engine,
            static async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return TestWorld.Acme;
            },
            request,
            "r1",
            source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    private static Task<AccessResult> Look(TestWorld world, Func<string, ValueTask<TenantId?>> find, string scope) => OwnerLookup.AuthorizeAsync(
        world.Engine, (id, _) => find(id), world.Request(world.Claim(TestWorld.Acme, scope), default), "r1", default).AsTask();
}
