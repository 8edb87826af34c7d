using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>The tenant of a scope: nothing without one, set once, dead with the scope.</summary>
public sealed class TenantContextTests
{
    [Fact]
    public async Task Unbound_GivesNothing()
    {
        using var world = new TestWorld();
        using IServiceScope scope = world.Services.CreateScope();
        TenantContext context = Context(scope);

        Assert.False(context.IsBound);
        Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
        Assert.Throws<TenantScopeRequiredException>(() => context.Claim);
        Assert.Throws<TenantScopeRequiredException>(() => context.Permit);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await context.AuthorizeAsync(world.Read()));
    }

    [Fact]
    public void Bind_Once_Stays()
    {
        using var world = new TestWorld();
        using IServiceScope scope = world.Services.CreateScope();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");

        Factory(scope).Bind(claim, null, "corr-1");

        Assert.Same(claim, Context(scope).Claim);
        Assert.Equal((TestWorld.Acme, "corr-1"), (Context(scope).Tenant, Context(scope).CorrelationId));
        Assert.Throws<TenantMismatchException>(() => Factory(scope).Bind(world.Claim(TestWorld.Globex), null, null));
        Assert.Throws<TenantMismatchException>(() => Factory(scope).Bind(claim, null, null));
        Assert.Equal(TestWorld.Acme, Context(scope).Tenant);
    }

    [Fact]
    public void Bind_PermitOfAnotherClaim_IsRefused()
    {
        using var world = new TestWorld();
        using IServiceScope scope = world.Services.CreateScope();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        world.Engine.Authorize(world.Request(claim, Ask.Of(TestWorld.Acme)), out AccessPermit? permit);

        Assert.Throws<TenantMismatchException>(() => Factory(scope).Bind(world.Claim(TestWorld.Globex, "operator.read"), permit, null));
        Assert.False(Context(scope).IsBound);

        Factory(scope).Bind(claim, permit, null);
        Assert.Same(permit, Context(scope).Permit);
    }

    [Fact]
    public void Bind_ClaimOfAnotherContainer_IsRefused()
    {
        using var world = new TestWorld();
        using var other = new TestWorld();
        using IServiceScope scope = world.Services.CreateScope();

        Assert.Throws<TenantMismatchException>(() => Factory(scope).Bind(other.Claim(TestWorld.Acme, "operator.read"), null, null));
        Assert.False(Context(scope).IsBound);
    }

    [Fact]
    public void Disposed_IsDead()
    {
        using var world = new TestWorld();
        IServiceScope scope = world.Services.CreateScope();
        TenantContext context = Context(scope);
        Factory(scope).Bind(world.Claim(TestWorld.Acme), null, null);

        scope.Dispose();

        Assert.False(context.IsBound);
        Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
        using IServiceScope next = world.Services.CreateScope();
        Assert.False(Context(next).IsBound);
    }

    [Fact]
    public async Task Tenant_WhenTheClaimDiesInsideTheScope_IsClosed()
    {
        using var world = new TestWorld();
        using IServiceScope suspended = world.Services.CreateScope();
        using IServiceScope expired = world.Services.CreateScope();
        Factory(suspended).Bind(world.Claim(TestWorld.Acme, "operator.read"), null, null);
        Factory(expired).Bind(world.Claim(TestWorld.Globex, "operator.read"), null, null);
        Assert.Equal(TestWorld.Acme, Context(suspended).Tenant);

        world.Directory.SetStatus(TestWorld.Acme, OpenClaw.Tenancy.Directory.TenantStatus.Suspended);
        Assert.Throws<TenantScopeRequiredException>(() => Context(suspended).Tenant);
        Assert.Equal(DenyReason.TenantInactive, (await Context(suspended).AuthorizeAsync(world.Read())).Decision.Reason);

        Assert.Equal(TestWorld.Globex, Context(expired).Tenant);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Throws<TenantScopeRequiredException>(() => Context(expired).Tenant);
        Assert.Equal(DenyReason.Expired, (await Context(expired).AuthorizeAsync(world.Read())).Decision.Reason);
    }

    [Fact]
    public void Disposed_CannotBeBound()
    {
        using var world = new TestWorld();
        IServiceScope scope = world.Services.CreateScope();
        ITenantContextFactory factory = Factory(scope);
        scope.Dispose();

        Assert.Throws<TenantMismatchException>(() => factory.Bind(world.Claim(TestWorld.Acme), null, null));
    }

    [Fact]
    public async Task AuthorizeAsync_InTheScope_IsTheTenantsOwn()
    {
        using var world = new TestWorld();
        using IServiceScope scope = world.Services.CreateScope();
        Factory(scope).Bind(world.Claim(TestWorld.Acme, "operator.read"), null, "corr-1");

        AccessResult result = await Context(scope).AuthorizeAsync(world.Read());

        Assert.Equal((TestWorld.Acme, null), (result.Permit!.Tenant, result.Permit.ResourceId));
        Assert.False((await Context(scope).AuthorizeAsync(world.Engine.Action("operator.admin"))).IsAllowed);
        Assert.Equal("corr-1", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.CorrelationId);
    }

    private static TenantContext Context(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<TenantContext>();

    private static ITenantContextFactory Factory(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();
}
