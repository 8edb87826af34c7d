using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>A scope that came by a grant has a tenant once a permit was earned in it, and not before.</summary>
public sealed class GrantContextTests
{
    [Fact]
    public async Task RunAsync_has_no_tenant_until_a_permit_was_earned()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();

        await Run(world, world.Enter(grant), async (services, context) =>
        {
            Assert.True(context.IsBound);
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
            Assert.False((await context.AuthorizeAsync(world.Engine.Action("operator.write"))).IsAllowed);
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);

            AccessResult earned = await context.AuthorizeAsync(world.Engine.Action("operator.read"));

            Assert.Equal((AccessWay.Grant, TestWorld.Acme), (earned.Decision.Way, earned.Permit!.Tenant));
            Assert.Equal(TestWorld.Acme, context.Tenant);
            await world.Revoke(grant.Id.ToString());
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
        });
    }

    [Fact]
    public async Task Use_whose_record_fails_leaves_the_scope_shut()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException();

        await Run(world, claim, async (_, context) =>
        {
            Assert.Equal(DenyReason.AuditUnavailable, (await context.AuthorizeAsync(world.Engine.Action("operator.read"))).Decision.Reason);
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
        });
    }

    [Fact]
    public async Task Look_up_of_an_owner_sees_the_target_while_it_goes_on_and_no_longer()
    {
        using var world = new BreakGlassWorld(static b => b.Services.AddScoped<IResourceOwnerSource<string>, OwnSource>());
        VerifiedTenantClaim claim = world.Enter(await world.Open());

        await Run(world, claim, async (services, context) =>
        {
            Assert.Equal(TestWorld.Acme, await context.LookUpAsync((id, _) => new ValueTask<TenantId?>(context.Tenant), "x", default));
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
            Assert.Equal(DenyReason.ResourceAbsent, (await context.AuthorizeAsync<string>(world.Engine.Action("operator.read"), "absent")).Decision.Reason);
            Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);
            Assert.Equal(AccessWay.Grant, (await context.AuthorizeAsync<string>(world.Engine.Action("operator.read"), "there")).Decision.Way);
            Assert.Equal(TestWorld.Acme, context.Tenant);
        });
    }

    [Fact]
    public async Task Scope_of_a_grant_starts_no_work_of_another_tenant_or_of_the_platform_and_the_other_way_round()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim acme = world.Enter(await world.Open());
        VerifiedTenantClaim globex = world.Enter(await world.Open(BreakGlassWorld.Ask("globex")));
        VerifiedTenantClaim platform = world.Operator();

        foreach ((VerifiedTenantClaim outer, VerifiedTenantClaim inner) in ((VerifiedTenantClaim, VerifiedTenantClaim)[])[(acme, globex), (acme, platform), (platform, acme), (acme, world.World.Claim(TestWorld.Globex, "operator.read"))])
        {
            await Run(world, outer, async (services, _) => await Assert.ThrowsAsync<TenantMismatchException>(
                () => services.GetRequiredService<ITenantContextFactory>().RunAsync(inner, static (_, _) => Task.FromResult(0), default)));
        }
    }

    [Fact]
    public async Task Permit_that_the_request_earned_opens_the_scope_and_an_earlier_binding_does_not()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        using IServiceScope scope = world.World.Services.CreateScope();
        ITenantContextFactory factory = scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();
        TenantContext context = scope.ServiceProvider.GetRequiredService<TenantContext>();
        factory.Bind(claim, permit: null, correlationId: null);
        Assert.Throws<TenantScopeRequiredException>(() => context.Tenant);

        AccessPermit permit = (await world.Engine.AuthorizeAsync(
            new AccessRequest(claim, world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), world.Time.Now))).Permit!;
        factory.Complete(permit);

        Assert.Equal(TestWorld.Acme, context.Tenant);
    }

    private static async Task Run(BreakGlassWorld world, VerifiedTenantClaim claim, Func<IServiceProvider, TenantContext, Task> act)
    {
        using IServiceScope scope = world.World.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, async (services, _) =>
        {
            await act(services, services.GetRequiredService<TenantContext>());
            return 0;
        }, default);
    }

    private sealed class OwnSource(TenantContext context) : IResourceOwnerSource<string>
    {
        public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) => new(id == "there" ? context.Tenant : null);
    }
}
