using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Scopes;

/// <summary>The owner of an id is looked up among the caller's own rows.</summary>
public sealed class OwnerSourceTests : IClassFixture<SqliteFixture>
{
    private readonly AttackWorld _world;

    public OwnerSourceTests(SqliteFixture fixture)
    {
        _world = fixture.World;
        _world.Seed();
    }

    [Theory]
    [InlineData("101", DenyReason.None)]
    [InlineData("1", DenyReason.ResourceAbsent)]
    [InlineData("55", DenyReason.ResourceAbsent)]
    [InlineData("0101", DenyReason.ResourceAbsent)]
    [InlineData("99999999999999999999", DenyReason.ResourceAbsent)]
    [InlineData("x", DenyReason.ResourceAbsent)]
    public async Task An_id_is_the_callers_own_or_absent(string id, DenyReason expected) =>
        Assert.Equal(expected, await AskAsync<AttackDb.Tag>(id));

    [Fact]
    public async Task The_same_id_may_be_two_tenants()
    {
        Assert.Equal(DenyReason.None, await AskAsync<AttackDb.Doc>("1"));
        Assert.Equal(DenyReason.None, await AskAsync<AttackDb.Doc>("1", TestWorld.Acme));
    }

    [Fact]
    public async Task An_entity_that_only_looks_like_a_resource_has_no_source()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync<AttackDb.Country>("1"));
        Assert.NotNull(_world.World.Services.GetRequiredService<IServiceProviderIsService>());
        Assert.False(_world.World.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IResourceOwnerSource<AttackDb.Country>)));
        Assert.True(_world.World.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IResourceOwnerSource<AttackDb.Tag>)));
    }

    private async Task<DenyReason> AskAsync<T>(string id, TenantId? tenant = null)
    {
        using IServiceScope scope = _world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            _world.World.Claim(tenant ?? TestWorld.Globex, "operator.read"),
            async (services, ct) =>
            {
                AccessResult result = await services.GetRequiredService<TenantContext>().AuthorizeAsync<T>(_world.World.Engine.Action("operator.read"), id, ct);
                return result.Decision.Reason;
            },
            CancellationToken.None);
    }
}
