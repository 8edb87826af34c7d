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
    public async Task A_change_of_secrets_waits_for_its_turn()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Task<VaultCommit> save;
        using (await Database(gateway).TakeTurnAsync(TenantId.Platform, CancellationToken.None))
        {
            // A second revision of what is not there changes nothing, and takes the turn all the same.
            var keys = new StoredDataKeys { Tenant = Acme.ToString(), Series = "none", Revision = 2, Keys = [] };
            save = gateway.App.Services.GetRequiredService<ITenantVault>()
                .SaveKeysAsync(VaultAccess.DangerousForOperator(Acme, "a test of the turns"), keys, CancellationToken.None).AsTask();
            await Task.Delay(200);
            Assert.False(save.IsCompleted);
        }

        Assert.Equal(VaultCommit.Conflict, await save.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_tenant_that_asks_for_many_turns_lets_another_one_in_between()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        int done = 0;
        Task<int>[] crowd;
        Task<int> other;
        using (await Database(gateway).TakeTurnAsync(TenantId.Platform, CancellationToken.None))
        {
            crowd = [.. Enumerable.Range(0, Many).Select(_ => TurnAsync(Acme))];
            other = TurnAsync(Globex);
            Assert.Equal(0, Volatile.Read(ref done));
        }

        int[] ranks = await Task.WhenAll(crowd).WaitAsync(TimeSpan.FromSeconds(60));

        // One of the crowd stands before it. Without lanes it is the last.
        Assert.InRange(await other.WaitAsync(TimeSpan.FromSeconds(60)), 1, 2);
        Assert.Equal(Many, ranks.Distinct().Count());

        async Task<int> TurnAsync(TenantId tenant)
        {
            using IDisposable? turn = await Database(gateway).TakeTurnAsync(tenant, CancellationToken.None);
            return Interlocked.Increment(ref done);
        }
    }

    private static IGatewayDatabase Database(RunningGateway gateway) => gateway.App.Services.GetRequiredService<IGatewayDatabase>();
}
