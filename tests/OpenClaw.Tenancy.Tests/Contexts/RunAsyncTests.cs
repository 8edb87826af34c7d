using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>Work for a tenant outside a request: in a scope of its own, and never of another tenant than the one around it.</summary>
public sealed class RunAsyncTests
{
    [Fact]
    public async Task RunAsync_Work_HasTheTenantAndItsScopeEnds()
    {
        using var world = new TestWorld();
        using IServiceScope outer = world.Services.CreateScope();
        TenantContext? kept = null;

        TenantId seen = await Factory(outer.ServiceProvider).RunAsync(
            world.Claim(TestWorld.Acme),
            (services, _) =>
            {
                kept = services.GetRequiredService<TenantContext>();
                return Task.FromResult(kept.Tenant);
            },
            default);

        Assert.Equal(TestWorld.Acme, seen);
        Assert.False(kept!.IsBound);
        Assert.False(outer.ServiceProvider.GetRequiredService<TenantContext>().IsBound);
    }

    [Fact]
    public async Task RunAsync_WithIds_RecordsOfTheWorkSayWhatItBelongsTo()
    {
        var ledger = new DurableLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => ledger));
        using IServiceScope outer = world.Services.CreateScope();

        foreach (string? id in (string?[])["x", null])
        {
            await Factory(outer.ServiceProvider).RunAsync(
                world.Claim(TestWorld.Acme),
                id is null ? null : "corr-1",
                id is null ? null : "run-1",
                async (services, token) => await services.GetRequiredService<TenantContext>().AuthorizeAsync(world.Engine.Action("operator.admin"), token),
                default);
        }

        Assert.Equal(2, ledger.Emitted.Count);
        Assert.Equal(("corr-1", "run-1"), (ledger.Emitted[0].CorrelationId, ledger.Emitted[0].RunId));
        Assert.NotEqual("corr-1", ledger.Emitted[1].CorrelationId);
        Assert.Null(ledger.Emitted[1].RunId);
    }

    [Fact]
    public async Task RunAsync_WorkFails_ScopeStillEnds()
    {
        using var world = new TestWorld();
        using IServiceScope outer = world.Services.CreateScope();
        TenantContext? kept = null;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Factory(outer.ServiceProvider).RunAsync<int>(
            world.Claim(TestWorld.Acme),
            (services, _) =>
            {
                kept = services.GetRequiredService<TenantContext>();
                throw new InvalidOperationException();
            },
            default));

        Assert.False(kept!.IsBound);
    }

    [Fact]
    public async Task RunAsync_OtherTenantInside_IsRefused_SameTenantIsNot()
    {
        using var world = new TestWorld();
        using IServiceScope outer = world.Services.CreateScope();

        await Factory(outer.ServiceProvider).RunAsync(
            world.Claim(TestWorld.Acme),
            async (services, token) =>
            {
                await Assert.ThrowsAsync<TenantMismatchException>(() => Nested(services, TestWorld.Globex));
                await Assert.ThrowsAsync<TenantMismatchException>(() => Nested(services, TenantId.Platform));
                Assert.Equal(TestWorld.Acme, await Nested(services, TestWorld.Acme));
                return 0;
            },
            default);

        Task<TenantId> Nested(IServiceProvider services, TenantId tenant) => Factory(services).RunAsync(
            world.Claim(tenant), static (inner, _) => Task.FromResult(inner.GetRequiredService<TenantContext>().Tenant), default);
    }

    [Fact]
    public async Task RunAsync_FromAScopeThatHasEnded_IsRefused()
    {
        using var world = new TestWorld();
        ITenantContextFactory? kept = null;
        using (IServiceScope outer = world.Services.CreateScope())
        {
            await Factory(outer.ServiceProvider).RunAsync(
                world.Claim(TestWorld.Acme), (services, _) => Task.FromResult(kept = Factory(services)), default);
        }

        await Assert.ThrowsAnyAsync<TenancyException>(() => kept!.RunAsync(world.Claim(TestWorld.Globex), static (_, _) => Task.FromResult(0), default));
    }

    [Fact]
    public async Task RunAsync_ManyInterleaved_NeverSeeEachOther()
    {
        using var world = new TestWorld();
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech];
        await Parallel.ForAsync(0, 3_000, async (i, token) =>
        {
            using IServiceScope outer = world.Services.CreateScope();
            TenantId expected = tenants[i % 3];
            await Factory(outer.ServiceProvider).RunAsync(
                world.Claim(expected),
                async (services, _) =>
                {
                    await Task.Yield();
                    Assert.Equal(expected, services.GetRequiredService<TenantContext>().Tenant);
                    return 0;
                },
                token);
        });
    }

    [Fact]
    public async Task AuthorizeAsync_OfAResource_AsksItsOwnerSource()
    {
        using var world = new TestWorld(build: static b => b.Services.AddSingleton<IResourceOwnerSource<RunRef>, Runs>());
        using IServiceScope outer = world.Services.CreateScope();

        await Factory(outer.ServiceProvider).RunAsync(
            world.Claim(TestWorld.Acme, "operator.read"),
            async (services, token) =>
            {
                TenantContext context = services.GetRequiredService<TenantContext>();
                Assert.Equal("acme-run", (await context.AuthorizeAsync<RunRef>(world.Read(), "acme-run", token)).Permit!.ResourceId);
                Assert.Equal(DenyReason.TenantMismatch, (await context.AuthorizeAsync<RunRef>(world.Read(), "globex-run", token)).Decision.Reason);
                Assert.Equal(DenyReason.ResourceAbsent, (await context.AuthorizeAsync<RunRef>(world.Read(), "no-run", token)).Decision.Reason);
                return 0;
            },
            default);
    }

    private static ITenantContextFactory Factory(IServiceProvider services) => services.GetRequiredService<ITenantContextFactory>();

    private sealed class Runs : IResourceOwnerSource<RunRef>
    {
        public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) =>
            new(id switch { "acme-run" => TestWorld.Acme, "globex-run" => TestWorld.Globex, _ => null });
    }
}
