using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Every default denies or does not start.</summary>
public sealed class DefaultsDenyTests
{
    [Fact]
    public void Defaults_OfDecisionAndResult_AreDenials()
    {
        Assert.False(default(AccessDecision).IsAllowed);
        Assert.NotEqual(DenyReason.None, default(AccessDecision).Reason);
        Assert.False(default(AccessResult).IsAllowed);
        Assert.Null(default(AccessResult).Permit);
        Assert.False(default(AccessResult).Decision.IsAllowed);
    }

    [Fact]
    public void Zeros_OfEveryEnum_AreTheRefusingMember()
    {
        Assert.Equal(0, (int)PolicyVerdict.Indeterminate);
        Assert.Equal(0, (int)DenyReason.Unspecified);
        Assert.Equal(0, (int)AccessWay.None);
        Assert.Equal(0, (int)TenancyMode.Unspecified);
        Assert.Equal(0, (int)CrossTenantAccess.Never);
        Assert.Equal(0, (int)AuditOutcome.Denied);
        Assert.Equal(0, (int)TenantStatus.Unknown);
        Assert.Equal(0, (int)TenantRole.None);
    }

    [Fact]
    public async Task DefaultRequest_IsRefusedByEveryEntrance()
    {
        using var world = new TestWorld();

        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Decide(default).Reason);
        Assert.Equal(DenyReason.ClaimMissing, (await world.Engine.DecideAsync(default)).Reason);
        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Authorize(default, out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.False((await world.Engine.AuthorizeAsync(default)).IsAllowed);
        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Admit(default));
        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Recognize(default));
    }

    [Theory]
    [InlineData(DenyReason.ClaimAmbiguous, DenyReason.ClaimAmbiguous)]
    [InlineData(DenyReason.ClaimMissing, DenyReason.ClaimMissing)]
    [InlineData(DenyReason.TokenInvalid, DenyReason.TokenInvalid)]
    [InlineData(DenyReason.None, DenyReason.ClaimMissing)]
    [InlineData(DenyReason.Unspecified, DenyReason.ClaimMissing)]
    public void RequestWithoutClaim_IsRefusedForItsReason(DenyReason fault, DenyReason expected)
    {
        using var world = new TestWorld();
        AccessRequest request = AccessRequest.WithoutClaim(world.Read(), world.Time.Now, fault).About(Ask.Of(TestWorld.Acme));

        Assert.Equal(expected, world.Engine.Decide(in request).Reason);
        Assert.Equal(expected, world.Engine.Admit(in request));
    }

    [Fact]
    public void Request_WithoutPrincipalOrAction_CannotBeMade()
    {
        using var world = new TestWorld();

        Assert.Throws<ArgumentNullException>(() => new AccessRequest(null!, world.Read(), default, world.Time.Now));
        Assert.Throws<ArgumentNullException>(() => new AccessRequest(world.Claim(TestWorld.Acme), null!, default, world.Time.Now));
        Assert.Throws<ArgumentNullException>(() => AccessRequest.WithoutClaim(null!, world.Time.Now, DenyReason.ClaimMissing));
    }

    [Theory]
    [InlineData(DenyReason.None, DenyReason.Unspecified)]
    [InlineData(DenyReason.DependencyUnavailable, DenyReason.DependencyUnavailable)]
    public void Refuse_NeverAllows(DenyReason asked, DenyReason expected)
    {
        using var world = new TestWorld();

        Assert.Equal(expected, world.Engine.Refuse(world.Request(world.Claim(TestWorld.Acme), Ask.Of(TestWorld.Acme)), asked));
        Assert.Single(world.Ledger.Read(TestWorld.Acme));
    }
}
