using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Approvals;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>Approvals are sealed with the host's own key, so that all who have it take them and nobody else does; and they end with their tenant.</summary>
public sealed class ApprovalWiringTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_one_host_allowed_another_takes_exactly_when_it_has_the_same_key(bool same)
    {
        var store = new InMemoryApprovalStore();
        var signer = EcdsaSigner.Generate();
        using ApprovalHost first = Host(store, signer);
        using ApprovalHost second = Host(store, same ? signer : EcdsaSigner.Generate());
        var run = RunId.New();
        Approval asked = await first.AskAsync(run, Token);
        Assert.True((await first.AnswerAsync(asked.Id, "allow-once", "bob", Token)).IsApplied);

        Assert.Equal(same, (await second.RedeemAsync(run, asked.Id, Token)).IsAllowed);
    }

    [Fact]
    public async Task Approvals_of_a_tenant_keep_it_while_they_wait_and_end_with_it()
    {
        using ApprovalHost host = Host(new InMemoryApprovalStore(), EcdsaSigner.Generate());
        await host.AskAsync(RunId.New(), Token);
        await host.AskAsync(RunId.New(), Token, TestWorld.Globex);
        using IServiceScope scope = host.World.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(host.Claim("carol"), null, null);
        TenantContext acme = scope.ServiceProvider.GetRequiredService<TenantContext>();
        ITenantHoldings holdings = Assert.Single(scope.ServiceProvider.GetServices<ITenantHoldings>());
        Assert.True(await holdings.AnyAsync(acme, Token));

        await holdings.EraseAsync(acme, Token);

        Assert.False(await holdings.AnyAsync(acme, Token));
        Assert.Empty(await host.ListAsync(null, Token));
        Assert.Single(await host.ListAsync(null, Token, TestWorld.Globex));
    }

    private static ApprovalHost Host(InMemoryApprovalStore store, EcdsaSigner signer) =>
        new(new ManualTime(), signer, b => b.Services.AddSingleton<IApprovalStore>(store));
}
