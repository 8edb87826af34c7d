using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>The permit of a scope: none before it was earned, the first that its own claim earned, and none after the scope.</summary>
public sealed class ScopePermitTests : IDisposable
{
    private readonly TestWorld _world = new();
    private readonly IServiceScope _scope;
    private readonly VerifiedTenantClaim _claim;

    public ScopePermitTests()
    {
        _scope = _world.Services.CreateScope();
        _claim = _world.Claim(TestWorld.Acme, "operator.read");
    }

    private TenantContext Context => _scope.ServiceProvider.GetRequiredService<TenantContext>();

    private ITenantContextFactory Factory => _scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();

    [Fact]
    public void Scope_whose_claim_earned_none_has_none()
    {
        Factory.Bind(_claim, null, null);

        Assert.Throws<TenantScopeRequiredException>(() => Context.Permit);
    }

    [Fact]
    public void Scope_that_has_ended_gives_none()
    {
        Factory.Bind(_claim, Earn(_claim), null);
        TenantContext context = Context;
        Assert.NotNull(context.Permit);

        _scope.Dispose();

        Assert.Throws<TenantScopeRequiredException>(() => context.Permit);
    }

    [Fact]
    public void Scope_takes_the_first_that_its_own_claim_earned()
    {
        Factory.Bind(_claim, null, null);
        AccessPermit own = Earn(_claim);

        Assert.Throws<TenantMismatchException>(() => Factory.Complete(Earn(_world.Claim(TestWorld.Globex, "operator.read"))));
        Assert.Throws<TenantMismatchException>(() => Factory.Complete(Earn(_world.Claim(TestWorld.Acme, "operator.read"))));
        Assert.Throws<TenantScopeRequiredException>(() => Context.Permit);
        Factory.Complete(own);
        Assert.Throws<TenantMismatchException>(() => Factory.Complete(Earn(_claim)));

        Assert.Same(own, Context.Permit);
    }

    /// <summary>What is missing is said by its name, before anything of the scope is set.</summary>
    [Fact]
    public async Task What_is_missing_is_said_and_binds_nothing()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("claim", () => Factory.RunAsync(null!, static (_, _) => Task.FromResult(0), default));
        await Assert.ThrowsAsync<ArgumentNullException>("work", () => Factory.RunAsync<int>(_claim, null!, default));
        Assert.Throws<ArgumentNullException>("claim", () => Factory.Bind(null!, null, null));
        Assert.False(Context.IsBound);

        Factory.Bind(_claim, null, null);

        Assert.Throws<ArgumentNullException>("permit", () => Factory.Complete(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("findOwner", async () => await Context.LookUpAsync(null!, "r1", default));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _world.Dispose();
    }

    private AccessPermit Earn(VerifiedTenantClaim claim)
    {
        _world.Engine.Authorize(_world.Request(claim, Ask.Of(claim.Tenant)), out AccessPermit? permit);
        return permit!;
    }
}
