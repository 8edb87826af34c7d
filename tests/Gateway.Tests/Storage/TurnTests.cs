using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Vaults;

namespace Gateway.Tests.Storage;

/// <summary>One may write at a time, and a tenant that asks often does not keep the others waiting.</summary>
public sealed class TurnTests
{
    private const int Many = 60;

    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly TenantId Globex = TenantId.From("globex");

    [Fact]
    public async Task A_tenant_that_asks_for_many_turns_lets_another_one_in_between()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        ITenantVault vault = gateway.App.Services.GetRequiredService<ITenantVault>();
        int done = 0;
        Task<int>[] crowd;
        Task<int> other;
        using (await gateway.App.Services.GetRequiredService<IGatewayDatabase>().TakeTurnAsync(TenantId.Platform, CancellationToken.None))
        {
            crowd = [.. Enumerable.Range(0, Many).Select(_ => SaveAsync(Acme))];
            other = SaveAsync(Globex);
            Assert.Equal(0, Volatile.Read(ref done));
        }

        int[] ranks = await Task.WhenAll(crowd).WaitAsync(TimeSpan.FromSeconds(60));

        // One of the crowd may stand before it, and some that had their turn may be told before it is. Without lanes it is the last.
        Assert.InRange(await other.WaitAsync(TimeSpan.FromSeconds(60)), 1, Many / 2);
        Assert.Equal(Many, ranks.Distinct().Count());

        async Task<int> SaveAsync(TenantId tenant)
        {
            // A second revision of what is not there changes nothing, and takes the turn all the same.
            var keys = new StoredDataKeys { Tenant = tenant.ToString(), Series = "none", Revision = 2, Keys = [] };
            Assert.Equal(VaultCommit.Conflict, await vault.SaveKeysAsync(VaultAccess.DangerousForOperator(tenant, "a test of the turns"), keys, CancellationToken.None));
            return Interlocked.Increment(ref done);
        }
    }
}
