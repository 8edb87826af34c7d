using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>How a host with a ledger in a database starts, keeps it, and stops.</summary>
public sealed class LedgerStartTests : IDisposable
{
    private readonly LedgerDatabase _database = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_does_not_start_over_a_ledger_that_was_changed(bool pseudonyms)
    {
        await using (EntityLedger ledger = _database.Open())
        {
            await ledger.Append("one");
        }

        _database.Sql("UPDATE tenancy_ledger_records SET hash = randomblob(32)");
        using IHost host = Build(pseudonyms: pseudonyms);
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(Token));
        Assert.StartsWith("OCT2131", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_does_not_start_without_the_tables_or_without_a_key()
    {
        using IHost tables = Build(o => o.CreateTables = false);
        Assert.NotNull((await Assert.ThrowsAsync<IOException>(() => tables.StartAsync(Token))).InnerException);
        using IHost key = Build(signed: false);
        Assert.Contains("AddSigningKeyFile", (await Assert.ThrowsAsync<TenancyConfigurationException>(() => key.StartAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=:memory:", "OCT2138")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared", "OCT2138")]
    public async Task Database_that_keeps_nothing_refuses_the_start(string connection, string finds)
    {
        using IHost host = Build(connection: connection);
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(Token));
        Assert.StartsWith(finds, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_are_synced_whatever_the_connection_was_told_before()
    {
        await using EntityLedger ledger = _database.Open(more: o => o.AddInterceptors(new CarelessConnections()));
        await ledger.Append("one");
        Assert.Equal(["1 one"], await ledger.Trail());
        await using EntityLedger journalless = _database.Open(more: o => o.AddInterceptors(new CarelessConnections("PRAGMA journal_mode = MEMORY")));
        Assert.Contains("journal mode", await journalless.RefusalAsync(), StringComparison.Ordinal);
        await using EntityLedger allowed = _database.Open(
            static o => o.RequireSyncedCommits = false, o => o.AddInterceptors(new CarelessConnections("PRAGMA journal_mode = MEMORY")));
        Assert.Null(await allowed.RefusalAsync());
    }

    [Fact]
    public async Task What_was_emitted_is_there_before_the_host_has_stopped_and_old_records_go_while_it_runs()
    {
        using (IHost host = Build(static o => o.RetainFor = TimeSpan.FromHours(3)))
        {
            await host.StartAsync(Token);
            IAuditLedger ledger = host.Services.GetRequiredService<IAuditLedger>();
            Assert.Same(ledger, host.Services.GetRequiredService<IAuditTrailStore>());
            await ledger.AppendAsync(Envelope("old"), Token);
            for (int hour = 0; hour < 5; hour++)
            {
                _database.Time.Advance(TimeSpan.FromHours(1));
                await Task.Delay(20, Token);
            }

            for (int i = 0; i < 1000 && _database.Sql("SELECT body FROM tenancy_ledger_records WHERE sequence = 1") is not DBNull; i++)
            {
                _database.Time.Advance(TimeSpan.FromHours(1));
                await Task.Delay(20, Token);
            }

            for (int i = 0; i < 100; i++)
            {
                ledger.Emit(Envelope("last"));
            }

            await host.StopAsync(Token);
            Assert.Equal(100L, _database.Sql("SELECT count(*) FROM tenancy_ledger_records WHERE CAST(body AS TEXT) LIKE '%\"last\"%'"));
        }

        await using EntityLedger after = _database.Open();
        Assert.Equal("1 gone", (await after.Trail())[0]);
        Assert.True((await after.Verify()).IsWhole);
    }

    [Fact]
    public async Task Checkpoints_are_kept_at_most_as_often_as_is_said_and_old_ones_thinned_out()
    {
        using IHost host = Build(static o => o.CheckpointInterval = TimeSpan.FromMinutes(10));
        await host.StartAsync(Token);
        IAuditLedger ledger = host.Services.GetRequiredService<IAuditLedger>();
        for (int i = 0; i < 36; i++)
        {
            await ledger.AppendAsync(Envelope("a"), Token);
            await ledger.AppendAsync(Envelope("a"), Token);
            _database.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(18L, _database.Sql("SELECT count(*) FROM tenancy_ledger_checkpoints"));
        _database.Time.Advance(TimeSpan.FromHours(26));
        for (int i = 0; i < 1000 && !Equals(3L, _database.Sql("SELECT count(*) FROM tenancy_ledger_checkpoints")); i++)
        {
            _database.Time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(20, Token);
        }

        Assert.Equal(3L, _database.Sql("SELECT count(*) FROM tenancy_ledger_checkpoints"));
        await host.StopAsync(Token);
        await using EntityLedger after = _database.Open();
        Assert.Null(await after.RefusalAsync());
    }

    [Fact]
    public async Task Tables_are_made_beside_others_and_the_tenant_is_first_in_every_key()
    {
        _database.Sql("CREATE TABLE runs (id TEXT PRIMARY KEY); INSERT INTO runs VALUES ('r1')");
        await using EntityLedger ledger = _database.Open(static o => o.CreateTables = false);
        TenancyLedgerTables tables = ledger.World.Services.GetRequiredService<TenancyLedgerTables>();
        await tables.CreateAsync(Token);
        await ledger.Append("one");
        await tables.CreateAsync(Token);
        _database.Sql(tables.Script());

        Assert.Equal(["1 one"], await ledger.Trail());
        Assert.Equal("r1", _database.Sql("SELECT id FROM runs"));
        Assert.All(
            (string[])["head", "records", "checkpoints"],
            table => Assert.Equal("tenant_id", _database.Sql($"SELECT name FROM pragma_table_info('tenancy_ledger_{table}') WHERE pk = 1")));
        Assert.Equal(0L, _database.Sql("SELECT count(*) FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.\"unique\" = 1 AND i.origin <> 'pk'"));
    }

    [Fact]
    public async Task Options_are_checked_all_at_once()
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Build(static o =>
        {
            (o.MaxWaiting, o.CheckpointInterval, o.RetainFor, o.KeptCheckpoint) = (0, TimeSpan.Zero, TimeSpan.Zero, "x");
        }).StartAsync(Token));

        Assert.Equal(5, refused.Failures.Count());
    }

    private IHost Build(Action<EntityLedgerOptions>? options = null, string? connection = null, bool signed = true, bool pseudonyms = false)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_database.Time);
        if (signed)
        {
            builder.Services.AddSingleton<ITenancySigner>(_database.Signer);
        }

        TenancyBuilder tenancy = builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddIssuer("idp", static _ => { }, static (_, door) => new TestVerifier(door)).AddTenancyLedger(o => o.UseSqlite(connection ?? _database.ConnectionString), o =>
        {
            o.CreateTables = true;
            options?.Invoke(o);
        });
        if (pseudonyms)
        {
            tenancy.PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("k1", Enumerable.Range(0, 32).Select(static i => (byte)(i * 7)).ToArray()));
        }

        return builder.Build();
    }

    private AuditEnvelope Envelope(string actor) => new(TestWorld.Acme, _database.Time.Now)
    {
        Actor = actor,
        Action = "members.add",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
    };
}
