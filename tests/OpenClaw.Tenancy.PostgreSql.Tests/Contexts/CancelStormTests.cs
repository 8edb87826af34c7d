using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Contexts;

/// <summary>Commands are cancelled at any moment, on few connections that many share: nobody ever sees a row that is not his.</summary>
public sealed class CancelStormTests(Cluster cluster)
{
    private const int Workers = 12;

    private static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech];

    private readonly TimeSpan _length = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 12 : 3);
    private int _read;
    private int _foreign;
    private int _cancelled;

    [Theory]
    [InlineData("")]
    [InlineData(";No Reset On Close=true")]
    public async Task No_row_of_another_tenant_is_seen(string pool)
    {
        // Only a signature that expires goes with a pool that does not reset.
        using var database = new TestDatabase(cluster, o => (pool.Length == 0 ? o : o.BindToExpiry(TimeSpan.FromMinutes(2))).SignedSetting(TestDatabase.Key));
        string connection = database.AppConnection.Replace("Maximum Pool Size=4", "Maximum Pool Size=3", StringComparison.Ordinal) + pool;
        using var end = new CancellationTokenSource(_length);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(i => Task.Run(() => Work(database, connection, i, end.Token))));
        TestContext.Current.SendDiagnosticMessage($"{_read} reads, {_cancelled} cancelled, {_foreign} foreign rows");
        Assert.Equal(0, _foreign);
        Assert.True(_read > 100 && _cancelled > 10, $"Too little was done to show anything: {_read} reads, {_cancelled} cancelled.");
    }

    private async Task Work(TestDatabase database, string connection, int worker, CancellationToken end)
    {
        var random = new Random(worker);
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            TenantId tenant = Tenants[random.Next(Tenants.Length)];
            using var cancel = new CancellationTokenSource();
            await using NotesDb db = database.Open(tenant, connection);
            if (random.Next(2) == 0)
            {
                cancel.CancelAfter(TimeSpan.FromMicroseconds(random.Next(200, 6000)));
            }

            try
            {
                await ReadAsync(db, tenant, i % 3, cancel.Token);
                Interlocked.Increment(ref _read);
            }
            catch (Exception exception) when (cancel.IsCancellationRequested && exception.GetBaseException() is OperationCanceledException or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or NpgsqlException or TimeoutException)
            {
                Interlocked.Increment(ref _cancelled);
            }
        }
    }

    // Past the filter of the context, so that row-level security alone stands between.
    private async Task ReadAsync(NotesDb db, TenantId tenant, int way, CancellationToken cancel)
    {
        await using var transaction = way == 1 ? await db.Database.BeginTransactionAsync(cancel) : null;
        if (way == 2)
        {
            db.Add(new Note { Id = Random.Shared.Next(1000, int.MaxValue), Body = "storm" });
            await db.SaveChangesAsync(cancel);
        }

        if (way == 1)
        {
            await using var command = new NpgsqlCommand("SELECT \"TenantId\" FROM note LIMIT 200", (NpgsqlConnection)db.Database.GetDbConnection());
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                Judge(reader.GetString(0), tenant);
            }

            return;
        }

        await foreach (Line line in db.Lines.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            Judge(line.Tenant!.ToString(), tenant);
        }
    }

    private void Judge(string seen, TenantId tenant)
    {
        if (seen != tenant.ToString())
        {
            Interlocked.Increment(ref _foreign);
        }
    }
}
