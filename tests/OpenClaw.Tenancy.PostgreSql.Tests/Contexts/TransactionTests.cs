using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Contexts;

/// <summary>The setting holds in a transaction of whatever making, and in one of another tenant nothing is done.</summary>
public sealed class TransactionTests(Cluster cluster) : IDisposable
{
    private readonly TestDatabase _database = new(cluster);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_setting_survives_a_savepoint_that_is_rolled_back()
    {
        using NotesDb db = _database.Acme();
        using IDbContextTransaction transaction = db.Database.BeginTransaction();
        transaction.CreateSavepoint("s");
        Assert.Equal(TestDatabase.Rows, db.Notes.Count());
        transaction.RollbackToSavepoint("s");
        Assert.Equal((long)TestDatabase.Rows, Count(db));
        db.Add(new Note { Id = 200 });
        Assert.Equal(1, db.SaveChanges());
        transaction.Commit();
        Assert.Equal(TestDatabase.Rows + 1, db.Notes.Count());
    }

    [Fact]
    public async Task A_save_that_fails_in_a_transaction_leaves_it_usable()
    {
        await using NotesDb db = _database.Acme();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        db.Add(new Note { Id = 1 });
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        db.ChangeTracker.Clear();
        Assert.Equal(TestDatabase.Rows, await db.Notes.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal((long)TestDatabase.Rows, Count(db));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ambient_transaction_carries_reads_and_saves(bool readsFirst)
    {
        using (var ambient = new TransactionScope())
        {
            using NotesDb db = _database.Acme();
            if (readsFirst)
            {
                Assert.Equal(TestDatabase.Rows, db.Notes.Count());
            }

            db.Add(new Note { Id = 300 });
            Assert.Equal(1, db.SaveChanges());
            ambient.Complete();
        }

        using NotesDb after = _database.Acme();
        Assert.Equal(TestDatabase.Rows + 1, after.Notes.Count());
    }

    [Fact]
    public void Two_tenants_cannot_share_an_ambient_transactions_connection()
    {
        using var ambient = new TransactionScope();
        using NotesDb acme = _database.Acme();
        acme.Database.OpenConnection();
        Assert.Equal(TestDatabase.Rows, acme.Notes.Count());
        using NotesDb globex = _database.Open(TestWorld.Globex, more: o => o.UseNpgsql(acme.Database.GetDbConnection()));
        globex.Add(new Note { Id = 301 });
        Assert.IsType<TenantMismatchException>(Assert.ThrowsAny<Exception>(() => globex.SaveChanges()).GetBaseException());
    }

    [Fact]
    public void A_transaction_of_the_hosts_own_is_told_the_tenant()
    {
        using var connection = new NpgsqlConnection(_database.AppConnection);
        connection.Open();
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NotesDb db = _database.Open(TestWorld.Acme, more: o => o.UseNpgsql(connection));
        db.Database.UseTransaction(transaction);
        Assert.Equal((long)TestDatabase.Rows, Count(db));
        db.Add(new Note { Id = 302 });
        Assert.Equal(1, db.SaveChanges());
    }

    [Fact]
    public async Task A_context_of_another_tenant_is_refused_in_it()
    {
        await using NotesDb acme = _database.Acme();
        await using IDbContextTransaction transaction = await acme.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using NotesDb globex = _database.Open(TestWorld.Globex, more: o => o.UseNpgsql(acme.Database.GetDbConnection()));
        await Assert.ThrowsAsync<TenantMismatchException>(
            () => globex.Database.UseTransactionAsync(transaction.GetDbTransaction(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_context_of_another_tenant_on_the_same_connection_is_refused_without_a_word_to_the_transaction()
    {
        await using NotesDb acme = _database.Acme();
        await using IDbContextTransaction transaction = await acme.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using NotesDb globex = _database.Open(TestWorld.Globex, more: o => o.UseNpgsql(acme.Database.GetDbConnection()));
        await Assert.ThrowsAsync<TenantMismatchException>(() => globex.Notes.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InFailedSqlTransaction, Assert.Throws<PostgresException>(() => acme.Notes.Count()).SqlState);
    }

    [Fact]
    public void A_reader_that_streams_is_not_disturbed_by_another_tenant()
    {
        using NotesDb acme = _database.Acme();
        int own = 0;
        foreach (Note note in acme.Notes.AsNoTracking().OrderBy(static n => n.Id).AsEnumerable())
        {
            using NotesDb globex = _database.Open(TestWorld.Globex);
            Assert.Equal(TestWorld.Globex, globex.Notes.AsNoTracking().First(n => n.Id == note.Id).Tenant);
            own += note.Tenant == TestWorld.Acme ? 1 : 0;
        }

        Assert.Equal(TestDatabase.Rows, own);
    }

    [Fact]
    public void A_server_process_that_was_killed_is_followed_by_another_with_a_setting_of_its_own()
    {
        using NotesDb db = _database.Open(TestWorld.Acme, more: o => o.UseNpgsql(_database.AppConnection, n => n.EnableRetryOnFailure(5, TimeSpan.FromSeconds(1), null)));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(TestDatabase.Rows, db.Notes.Count());
            _database.AsSuperuser($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{_database.App}'");
            db.Add(new Note { Id = 400 + i });
            Assert.Equal(1, db.SaveChanges());
            _database.AsSuperuser($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{_database.App}'");
            Assert.All(db.Notes.AsNoTracking().ToList(), static n => Assert.Equal(TestWorld.Acme, n.Tenant));
            db.Notes.Where(n => n.Id == 400 + i).ExecuteDelete();
            db.ChangeTracker.Clear();
        }
    }

    // Past every filter of the context.
    private static object? Count(NotesDb db)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT count(*) FROM note";
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command.ExecuteScalar();
    }
}
