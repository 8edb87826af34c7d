using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Contexts;

/// <summary>A context does what it did before, with row-level security behind it.</summary>
public sealed class ContextBehaviourTests(Cluster cluster) : IDisposable
{
    private readonly TestDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Queries_of_each_kind_see_the_own_rows()
    {
        await using NotesDb db = _database.Acme();
        CancellationToken stop = TestContext.Current.CancellationToken;
        Assert.Equal(TestDatabase.Rows, db.Notes.Count());
        Assert.Equal(TestDatabase.Rows, await db.Notes.CountAsync(stop));
        Assert.True(await db.Notes.AnyAsync(stop));
        Assert.Equal(TestDatabase.Rows, await db.Notes.MaxAsync(n => n.Id, stop));
        Assert.Equal("acme says 7", (await db.Notes.SingleAsync(n => n.Id == 7, stop)).Body);
        Assert.Equal(TestDatabase.Rows, (await db.Notes.Include(n => n.Lines).AsSplitQuery().ToListAsync(stop)).Sum(n => n.Lines.Count));
        Assert.Equal(TestDatabase.Rows, db.Notes.Include(n => n.Lines).AsNoTracking().ToList().Sum(n => n.Lines.Count));
        Assert.Equal(TestDatabase.Rows, await db.Entries.CountAsync(stop));
        Assert.Equal("Iceland", (await db.Countries.SingleAsync(stop)).Name);
        var compiled = EF.CompileAsyncQuery((NotesDb c, int id) => c.Notes.Count(n => n.Id <= id));
        Assert.Equal(9, await compiled(db, 9));
    }

    [Fact]
    public void Counts_of_bulk_writes_are_those_of_the_statement()
    {
        using NotesDb db = _database.Acme();
        Assert.Equal(3, db.Notes.Where(n => n.Id <= 3).ExecuteUpdate(s => s.SetProperty(n => n.Body, "changed")));
        Assert.Equal(2, db.Lines.Where(n => n.Id <= 2).ExecuteDelete());
        Assert.Equal(TestDatabase.Rows, _database.Open(TestWorld.Globex).Lines.Count());
    }

    [Fact]
    public async Task Saves_count_each_of_their_statements()
    {
        await using NotesDb db = _database.Acme();
        CancellationToken stop = TestContext.Current.CancellationToken;
        db.AddRange(new Note { Tenant = TestWorld.Acme, Id = 101 }, new Note { Tenant = TestWorld.Acme, Id = 102 }, new Note { Id = 103 });
        Assert.Equal(3, await db.SaveChangesAsync(stop));
        db.Notes.Local.First().Body = "changed";
        Assert.Equal(1, db.SaveChanges());
        db.ChangeTracker.Clear();
        db.Update(new Note { Tenant = TestWorld.Acme, Id = 9999, Body = "of nobody" });
        Assert.Throws<DbUpdateConcurrencyException>(() => db.SaveChanges());
    }

    [Fact]
    public void A_context_without_a_tenant_reads_what_is_shared_and_no_row_of_a_tenant()
    {
        using NotesDb db = _database.Unbound();
        Assert.Equal("Iceland", db.Countries.Single().Name);
        Assert.Throws<TenantScopeRequiredException>(() => db.Notes.Count());
    }

    [Fact]
    public void A_parameter_of_the_same_name_does_not_clash()
    {
        using NotesDb db = _database.Acme();
        Bound.PermitRawSql(_database.World, TestWorld.Acme, db);
        var parameter = new NpgsqlParameter("openclaw_tenant", "acme says 7");
        Assert.Equal(7, db.Database.SqlQueryRaw<int>("SELECT id AS \"Value\" FROM note WHERE body = @openclaw_tenant", parameter).Single());
        using var transaction = db.Database.BeginTransaction();
        Assert.Equal(1, db.Database.ExecuteSqlRaw("UPDATE note SET body = @openclaw_tenant WHERE id = 7", new NpgsqlParameter("OpenClaw_Tenant", "x")));
    }

    [Fact]
    public void The_text_of_a_query_for_people_holds_no_setting()
    {
        using NotesDb db = _database.Acme();
        Assert.DoesNotContain("set_config", db.Notes.Where(n => n.Id == 1).ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_hold_no_signature_unless_values_are_asked_for()
    {
        List<string> log = [];
        using NotesDb db = _database.Open(TestWorld.Acme, more: o => o.LogTo(log.Add));
        Assert.Equal(TestDatabase.Rows, db.Notes.Count());
        Assert.Contains(log, static line => line.Contains("set_config", StringComparison.Ordinal));
        Assert.DoesNotContain(log, static line => line.Contains("acme", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_interceptor_that_answers_itself_is_left_alone()
    {
        using NotesDb db = _database.Open(TestWorld.Acme, more: static o => o.AddInterceptors(new Answering()));
        Assert.Equal([42], db.Notes.Select(static n => n.Id).ToList());
    }

    [Fact]
    public void A_save_outside_of_a_transaction_is_refused()
    {
        using NotesDb db = _database.Open(TestWorld.Acme, more: static o => o.AddInterceptors(new WithoutTransaction()));
        db.Add(new Note { Id = 900 });
        Exception refusal = Assert.ThrowsAny<Exception>(() => db.SaveChanges());
        Assert.Contains("AutoTransactionBehavior", refusal.GetBaseException().Message, StringComparison.Ordinal);
    }

    private sealed class Answering : DbCommandInterceptor
    {
        public override System.Data.Common.DbDataReader ReaderExecuted(
            System.Data.Common.DbCommand command, CommandExecutedEventData eventData, System.Data.Common.DbDataReader result)
        {
            result.Dispose();
            var table = new System.Data.DataTable();
            table.Columns.Add("id", typeof(int));
            table.Rows.Add(42);
            return table.CreateDataReader();
        }
    }

    private sealed class WithoutTransaction : SaveChangesInterceptor
    {
        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            return result;
        }
    }
}
