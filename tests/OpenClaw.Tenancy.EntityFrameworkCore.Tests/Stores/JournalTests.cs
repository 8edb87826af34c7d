using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Stores;

/// <summary>The journal in SQLite: in order, without gaps, durable.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly StoreFile _file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task What_was_appended_is_read_by_another_host_in_its_order()
    {
        IDirectoryJournal writer = _file.Journal();
        DirectoryChange[] changes =
        [
            DirectoryChange.Register(new TenantRegistration(TestWorld.Acme) { DisplayName = "Acme \u00e4\"", Hosts = ["acme.example"], Issuers = ["idp"] }),
            DirectoryChange.Register(new TenantRegistration("https://idp.example", "Globex GmbH")),
            DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended),
            DirectoryChange.RevokeMember(TestWorld.Acme, "idp", "alice'; --\0", mayReturn: true),
            DirectoryChange.ReinstateMember(TestWorld.Acme, "idp", "alice"),
            DirectoryChange.RevokeCredential(TestWorld.Acme, "idp", "c1"),
        ];
        foreach (DirectoryChange change in changes)
        {
            await writer.AppendAsync(change, Token);
            _file.Time.Advance(TimeSpan.FromSeconds(1));
        }

        IDirectoryJournal reader = _file.Journal();
        IReadOnlyList<DirectoryRecord> first = await reader.ReadAsync(0, 4, Token);
        IReadOnlyList<DirectoryRecord> rest = await reader.ReadAsync(4, 4, Token);

        Assert.Equal([1, 2, 3, 4, 5, 6], [.. first.Concat(rest).Select(static r => r.Sequence)]);
        Assert.Equal(changes.Select(static c => c.ToText()), first.Concat(rest).Select(static r => r.Change));
        Assert.Equal(TimeSpan.FromSeconds(5), rest[1].RecordedAt - first[0].RecordedAt);
        Assert.Empty(await reader.ReadAsync(6, 4, Token));
    }

    [Fact]
    public async Task Writers_of_several_hosts_leave_no_gap_that_a_reader_sees()
    {
        IDirectoryJournal[] writers = [_file.Journal(), _file.Journal(), _file.Journal()];
        IDirectoryJournal reader = _file.Journal();
        await reader.ReadAsync(0, 1, Token);
        Task writing = Task.WhenAll(writers.Select(w => Task.Run(async () =>
        {
            for (int i = 0; i < 30; i++)
            {
                await w.AppendAsync(DirectoryChange.RevokeMember(TestWorld.Acme, "idp", $"m{i}", mayReturn: true), Token);
            }
        }, Token)));

        long seen = 0;
        while (seen < 90)
        {
            foreach (DirectoryRecord record in await reader.ReadAsync(seen, 7, Token))
            {
                Assert.Equal(++seen, record.Sequence);
            }
        }

        await writing;
    }

    [Fact]
    public async Task Append_that_is_undone_leaves_no_gap()
    {
        bool fails = true;
        IDirectoryJournal journal = _file.Host(o =>
        {
            o.CreateTables = true;
            o.Appending = (_, _, _) => fails ? throw new InvalidOperationException("not told") : Task.CompletedTask;
        }).GetRequiredService<IDirectoryJournal>();
        DirectoryChange change = DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active);

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AppendAsync(change, Token).AsTask());
        fails = false;

        Assert.Equal(1, await journal.AppendAsync(change, Token));
    }

    [Fact]
    public async Task Tables_are_made_beside_others_and_any_number_of_times()
    {
        _file.Sql("CREATE TABLE runs (id TEXT PRIMARY KEY); INSERT INTO runs VALUES ('r1')");
        TenancyTables tables = _file.Host(static _ => { }).GetRequiredService<TenancyTables>();

        await tables.CreateAsync(Token);
        await _file.Journal().AppendAsync(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active), Token);
        await tables.CreateAsync(Token);
        _file.Sql(tables.Script());

        Assert.Single(await _file.Journal().ReadAsync(0, 10, Token));
        Assert.Equal(1L, _file.Sql("SELECT sequence FROM tenancy_directory_head"));
        Assert.Equal("r1", _file.Sql("SELECT id FROM runs"));
    }

    [Fact]
    public async Task Without_the_tables_nothing_is_made_in_secret()
    {
        IDirectoryJournal journal = _file.Host(static _ => { }).GetRequiredService<IDirectoryJournal>();

        await Assert.ThrowsAnyAsync<DbException>(() => journal.ReadAsync(0, 1, Token).AsTask());
    }

    [Fact]
    public async Task The_tenant_is_first_in_every_key()
    {
        await _file.Journal().ReadAsync(0, 1, Token);
        string[] tables = ["tenancy_directory_changes", "tenancy_directory_head", "tenancy_consumed_tokens", "tenancy_api_key_uses", "tenancy_approvals"];

        Assert.Equal((long)tables.Length, _file.Sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'"));
        Assert.All(tables, table => Assert.Equal("tenant_id", _file.Sql($"SELECT name FROM pragma_table_info('{table}') WHERE pk = 1")));
        Assert.Equal(0L, _file.Sql("SELECT count(*) FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.\"unique\" = 1 AND i.origin <> 'pk'"));
    }
}
