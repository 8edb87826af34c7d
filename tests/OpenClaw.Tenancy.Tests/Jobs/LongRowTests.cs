using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>A row whose names are well formed each and too long together for any envelope ends as every row that was never written here.</summary>
public sealed class LongRowTests : IDisposable
{
    private readonly AnsweringStore _store = new();
    private readonly JobsWorld _world;

    public LongRowTests() => _world = new JobsWorld(b => b.Services.AddSingleton<ITenantJobStore>(_store));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(128, 1, 122)]
    [InlineData(122, 1, 128)]
    [InlineData(128, 64, 128)]
    public async Task Row_ends_with_one_record_and_does_not_run(int tenant, int kind, int id)
    {
        await _world.EnqueueAsync(TestWorld.Acme, "x");
        StoredJob forged = _store.Added[0].Job with { Tenant = new string('t', tenant), Kind = new string('k', kind), Id = new string('j', id) };

        JobSettlement settlement = await _world.Runner.RunAsync(new LeasedJob(forged, "l", 1), default);

        Assert.Equal((JobFate.Dead, "token_invalid"), (settlement.Fate, settlement.Reason));
        Assert.Empty(_world.Script.Ran);
        Assert.Equal((TenantId.Platform, "token_invalid"), (Assert.Single(_world.Ledger.Emitted).Tenant, _world.Ledger.Emitted[0].ReasonCode));
    }
}
