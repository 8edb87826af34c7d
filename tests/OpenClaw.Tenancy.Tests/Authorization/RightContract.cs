using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>A right to what a store keeps gives the tenant of what it was made of, for as long as that lives, and is made of nothing else.</summary>
public abstract class RightContract : IDisposable
{
    private readonly TestWorld _world = new();
    private readonly IServiceScope _scope;
    private readonly AccessAction _action;

    protected RightContract()
    {
        _scope = _world.Services.CreateScope();
        _action = _world.Engine.Action("operator.write", "test.act");
    }

    private VerifiedTenantClaim Claim => _world.Claim(TestWorld.Acme, "operator.write");

    private TenantContext Context => _scope.ServiceProvider.GetRequiredService<TenantContext>();

    public void Dispose()
    {
        _scope.Dispose();
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the right of a permit, and gives what is asked for the tenant.</summary>
    protected abstract Func<TenantId> Of(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId);

    /// <summary>Makes the right of a scope, and gives what is asked for the tenant.</summary>
    protected abstract Func<TenantId> Of(TenantContext context);

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    public void Permit_gives_its_tenant_until_it_is_dead(string? resource)
    {
        AccessPermit permit = Earn(resource);
        Func<TenantId> right = Of(_world.Engine, permit, _action, resource);
        Assert.Equal(TestWorld.Acme, right());

        _world.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Throws<TenantScopeRequiredException>(() => right());
        Assert.Throws<TenantScopeRequiredException>(() => Of(_world.Engine, permit, _action, resource));
    }

    [Fact]
    public void Permit_for_something_else_gives_none()
    {
        using var other = new TestWorld();
        AccessPermit permit = Earn("one");

        Assert.Throws<TenantScopeRequiredException>(() => Of(_world.Engine, permit, _action, "another"));
        Assert.Throws<TenantScopeRequiredException>(() => Of(_world.Engine, permit, _action, resourceId: null));
        Assert.Throws<TenantScopeRequiredException>(() => Of(_world.Engine, permit, _world.Engine.Action("operator.write", "test.other"), "one"));
        Assert.Throws<TenantScopeRequiredException>(() => Of(other.Engine, permit, _action, "one"));
        Assert.Throws<TenantScopeRequiredException>(() => Of(_world.Engine, null!, _action, "one"));
    }

    [Fact]
    public void Scope_gives_its_tenant_until_it_ends()
    {
        Assert.Throws<TenantScopeRequiredException>(() => Of(Context));
        _scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(Claim, permit: null, "the-correlation");
        Func<TenantId> right = Of(Context);
        Assert.Equal(TestWorld.Acme, right());

        TenantContext ended = Context;
        _scope.Dispose();

        Assert.Throws<TenantScopeRequiredException>(() => right());
        Assert.Throws<TenantScopeRequiredException>(() => Of(ended));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("engine", () => Of(null!, Earn(resource: null), _action, resourceId: null));
        Assert.Throws<ArgumentNullException>("action", () => Of(_world.Engine, Earn(resource: null), null!, resourceId: null));
        Assert.Throws<ArgumentNullException>("context", () => Of(null!));
    }

    private AccessPermit Earn(string? resource)
    {
        ResourceRef asked = resource is null ? ResourceRef.Collection(TestWorld.Acme) : ResourceRef.Owned(resource, TestWorld.Acme);
        AccessDecision decision = _world.Engine.Authorize(new AccessRequest(Claim, _action, asked, _world.Time.Now), out AccessPermit? permit);
        Assert.True(decision.IsAllowed, $"{decision.Reason}");
        return permit!;
    }
}
