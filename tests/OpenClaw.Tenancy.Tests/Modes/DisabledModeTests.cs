using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Tests.Claims;
using OpenClaw.Tenancy.Tests.Scopes;

namespace OpenClaw.Tenancy.Tests.Modes;

/// <summary>With tenancy off everything is one default tenant and scopes mean what they mean in the gateway.</summary>
public sealed class DisabledModeTests
{
    [Fact]
    public void Decide_EveryPairOfScopes_IsTheGatewaysTable()
    {
        using TestWorld world = Off();

        foreach (string held in ScopeLatticeTableTests.Names)
        {
            VerifiedTenantClaim claim = world.Claim(TenantId.Default, held);
            foreach (string required in ScopeLatticeTableTests.Names)
            {
                DenyReason expected = ScopeLatticeTableTests.Expected(held, required) ? DenyReason.None : DenyReason.ScopeMissing;
                Assert.Equal(expected, world.Decide(claim, Ask.Of(null), world.Engine.Action(required)));
                Assert.Equal(expected, world.Decide(claim, Ask.Of(TenantId.Default), world.Engine.Action(required)));
            }
        }
    }

    [Fact]
    public void Decide_UnmarkedResource_IsTheDefaultTenants()
    {
        using TestWorld world = Off();
        VerifiedTenantClaim claim = world.Claim(TenantId.Default, "operator.read");

        world.Engine.Authorize(world.Request(claim, Ask.Of(null)), out AccessPermit? permit);

        Assert.Equal((TenantId.Default, AccessWay.Own), (permit!.Tenant, permit.Way));
        Assert.Equal(DenyReason.ResourceAbsent, world.Decide(claim, ResourceRef.Absent("r1")));
    }

    [Fact]
    public void Decide_WhatIsAnotherTenants_StaysUnreachable()
    {
        using TestWorld world = Off();
        VerifiedTenantClaim claim = world.Claim(TenantId.Default, "operator.admin");

        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TestWorld.Acme)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TenantId.Platform)));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("platform")]
    public void Decide_ClaimOfAnotherTenant_ReachesNothing(string tenant)
    {
        using TestWorld world = Off();
        VerifiedTenantClaim claim = new Assertion(world) { Tenant = tenant, Scopes = ["operator.admin"] }.Present().Claim!;

        foreach (TenantId? owner in (TenantId?[])[null, TenantId.Default, TestWorld.Acme, TenantId.Platform])
        {
            Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(owner)));
        }
    }

    [Fact]
    public async Task Context_WithoutAnyClaim_IsTheDefaultTenants()
    {
        using TestWorld world = Off();
        using IServiceScope scope = world.Services.CreateScope();
        TenantContext context = scope.ServiceProvider.GetRequiredService<TenantContext>();

        Assert.Equal(TenantId.Default, context.Tenant);
        Assert.True((await context.AuthorizeAsync(world.Engine.Action("operator.admin"))).IsAllowed);
        Assert.True((await context.AuthorizeAsync(world.Engine.Action("never.heard.of"))).IsAllowed);
        world.Time.Advance(TimeSpan.FromDays(10_000));
        Assert.True((await context.AuthorizeAsync(world.Read())).IsAllowed);
    }

    [Fact]
    public async Task RunAsync_WithTheHostsOwnClaim_Runs()
    {
        using TestWorld world = Off();
        using IServiceScope scope = world.Services.CreateScope();
        VerifiedTenantClaim host = scope.ServiceProvider.GetRequiredService<TenantContext>().Claim;

        TenantId seen = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            host, static (services, _) => Task.FromResult(services.GetRequiredService<TenantContext>().Tenant), default);

        Assert.Equal(TenantId.Default, seen);
    }

    [Fact]
    public async Task Bind_ClaimOfAnotherTenant_IsRefused()
    {
        using TestWorld world = Off();
        using IServiceScope scope = world.Services.CreateScope();
        ITenantContextFactory factory = scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();
        VerifiedTenantClaim acme = new Assertion(world).Present().Claim!;

        Assert.Throws<TenantMismatchException>(() => factory.Bind(acme, null, null));
        await Assert.ThrowsAsync<TenantMismatchException>(() => factory.RunAsync(acme, static (_, _) => Task.FromResult(0), default));
        Assert.Equal(TenantId.Default, scope.ServiceProvider.GetRequiredService<TenantContext>().Tenant);
    }

    [Fact]
    public void Decide_WithoutClaim_IsStillRefused()
    {
        using TestWorld world = Off();

        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Decide(AccessRequest.WithoutClaim(world.Read(), world.Time.Now, DenyReason.ClaimMissing)).Reason);
    }

    private static TestWorld Off() => new(static o => o.Mode = TenancyMode.Disabled);
}
