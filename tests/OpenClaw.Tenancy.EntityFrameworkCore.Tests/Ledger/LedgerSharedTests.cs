using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Several ledgers over one SQLite file: one ledger.</summary>
public sealed class LedgerSharedTests : IDisposable
{
    private readonly LedgerDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Those_who_begin_it_at_once_begin_one()
    {
        EntityLedger[] ledgers = [.. Enumerable.Range(0, 4).Select(_ => _database.Open())];
        await Task.WhenAll(ledgers.Select(static (ledger, i) => Task.Run(() => ledger.Append($"a{i}"))));

        Assert.Single((await Task.WhenAll(ledgers.Select(static l => l.Trails.OriginAsync(CancellationToken.None).AsTask()))).Distinct());
        Assert.All(await Task.WhenAll(ledgers.Select(static l => l.Trail())), static trail => Assert.Equal(4, trail.Length));
        await Task.WhenAll(ledgers.Select(static l => l.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Trails_have_no_gaps_however_many_write()
    {
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];
        EntityLedger[] ledgers = [.. Enumerable.Range(0, 3).Select(_ => _database.Open())];
        await Task.WhenAll(ledgers.SelectMany((ledger, l) => Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 5; i++)
            {
                await ledger.Append($"a{l}-{caller}-{i}", tenants[(caller + i) % 3]);
            }
        }))));

        Assert.Equal(240, (await Task.WhenAll(tenants.Select(t => ledgers[0].Trail(t)))).Sum(static t => t.Length));
        foreach (TenantId tenant in tenants)
        {
            Assert.All(await Task.WhenAll(ledgers.Select(l => l.Verify(tenant))), static verdict => Assert.True(verdict.IsWhole, verdict.Fault));
        }

        await Task.WhenAll(ledgers.Select(static l => l.DisposeAsync().AsTask()));
        await using EntityLedger after = _database.Open();
        Assert.Null(await after.RefusalAsync());
    }
}
