using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>The journal in PostgreSQL: its places become visible in their order, however many write.</summary>
public sealed class PostgreSqlJournalTests(Cluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Concurrent_writers_leave_no_gap_that_a_reader_sees()
    {
        using var database = new TestDatabase(cluster);
        await using ServiceProvider services = Services(database.OwnerConnection);
        IDirectoryJournal journal = services.GetRequiredService<IDirectoryJournal>();
        await journal.ReadAsync(0, 1, Token);
        const int writers = 8;
        const int each = 40;
        Task writing = Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            for (int i = 0; i < each; i++)
            {
                await journal.AppendAsync(DirectoryChange.RevokeMember(TestWorld.Acme, "idp", $"m{w}-{i}", mayReturn: true), Token);
            }
        }, Token)));

        long seen = 0;
        while (seen < writers * each)
        {
            foreach (DirectoryRecord record in await journal.ReadAsync(seen, 1000, Token))
            {
                Assert.Equal(++seen, record.Sequence);
            }
        }

        await writing;
    }

    [Fact]
    public async Task Notification_is_heard_though_no_time_passes()
    {
        using var database = new TestDatabase(cluster);
        await using ServiceProvider other = Services(database.OwnerConnection);
        IDirectoryJournal journal = other.GetRequiredService<IDirectoryJournal>();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(database.World.Time);           // it stands still, so no poll comes
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddIssuer("idp", _ => { }, (_, door) => new TestVerifier(door))
            .AddPostgreSqlStores(database.OwnerConnection, o => o.CreateTables = true)
            .AddSharedDirectory();
        using IHost host = builder.Build();
        await host.StartAsync(Token);
        TenantDirectory directory = host.Services.GetRequiredService<TenantDirectory>();

        for (int i = 1; i <= 5; i++)
        {
            await journal.AppendAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From($"tenant{i}x"))), Token);
            for (int n = 0; directory.AppliedSequence < i; n++)
            {
                Assert.True(n < 3000, "The notification was not heard.");
                await Task.Delay(10, Token);
            }
        }

        await host.StopAsync(Token);
    }

    [Fact]
    public async Task Tables_are_looked_at_anew_while_others_append_and_nobody_waits_in_a_circle()
    {
        using var database = new TestDatabase(cluster);
        await using ServiceProvider services = Services(database.OwnerConnection);
        IDirectoryJournal journal = services.GetRequiredService<IDirectoryJournal>();
        TenancyTables tables = services.GetRequiredService<TenancyTables>();
        await tables.CreateAsync(Token);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task making = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!written.IsCancellationRequested)
            {
                await tables.CreateAsync(Token);
            }
        }, Token)));

        for (int i = 0; i < 200; i++)
        {
            await journal.AppendAsync(DirectoryChange.RevokeMember(TestWorld.Acme, "idp", $"m{i}", mayReturn: true), Token);
        }

        await written.CancelAsync();
        await making;
        Assert.Equal(200, (await journal.ReadAsync(0, 1000, Token)).Count);
    }

    [Fact]
    public async Task Tables_are_made_by_many_at_once_beside_others()
    {
        using var database = new TestDatabase(cluster);
        await using ServiceProvider services = Services(database.OwnerConnection);
        TenancyTables tables = services.GetRequiredService<TenancyTables>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => tables.CreateAsync(Token), Token)));
        database.AsOwner(tables.Script());

        Assert.Equal(1L, TestDatabase.Run(database.OwnerConnection, "SELECT count(*) FROM tenancy_directory_head"));
        Assert.Equal(0L, TestDatabase.Run(database.OwnerConnection,
            "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE c.relname LIKE 'tenancy_%' AND i.indisunique AND a.attname <> 'tenant_id'"));
    }

    [Fact]
    public void Connection_string_that_is_not_understood_is_refused_at_once() =>
        Assert.ThrowsAny<ArgumentException>(() => Services("Hoost=nowhere"));

    private static ServiceProvider Services(string connection)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddPostgreSqlStores(connection + ";Maximum Pool Size=12", o => o.CreateTables = true);
        return services.BuildServiceProvider();
    }
}
