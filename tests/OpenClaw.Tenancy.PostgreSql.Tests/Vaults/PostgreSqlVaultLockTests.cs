using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Vaults;

/// <summary>Whoever saves waits for a change of the keys that has begun, and then judges by what it left.</summary>
public sealed class PostgreSqlVaultLockTests(Cluster cluster) : IDisposable
{
    private const string Next = """UPDATE tenancy_secret_keys SET revision = 2, body = replace(body, '"revision":1', '"revision":2')""";
    private const string Another = """UPDATE tenancy_secret_keys SET series = 'r2', body = replace(body, '"series":"r1"', '"series":"r2"')""";
    private const string First = """
        UPDATE tenancy_secret_keys SET revision = 1, series = 'r1', body = replace(replace(body, '"revision":2', '"revision":1'), '"series":"r2"', '"series":"r1"')
        """;

    private readonly VaultDatabase _database = new(cluster);

    [Theory]
    [InlineData(Next, true, VaultCommit.Conflict)]
    [InlineData(Next, false, VaultCommit.Done)]
    [InlineData(Another, true, VaultCommit.Conflict)]
    [InlineData("DELETE FROM tenancy_secret_keys", true, VaultCommit.Conflict)]
    public async Task Secret_is_not_saved_under_keys_that_are_about_to_change(string change, bool commits, VaultCommit outcome)
    {
        await using VaultUnderTest vault = _database.Open();
        await vault.Fill(TestWorld.Acme, "a");
        foreach (StoredSecret secret in (StoredSecret[])[Sample.Secret("new"), Sample.Secret("a", revision: 2)])
        {
            // The round before may have left other keys, or none.
            await vault.Save(Sample.Keys());
            _database.Sql(First);
            await using var other = new NpgsqlConnection(_database.ConnectionString);
            await other.OpenAsync();
            await using NpgsqlTransaction transaction = await other.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted);
            await using (var command = new NpgsqlCommand(change, other, transaction))
            {
                await command.ExecuteNonQueryAsync();
            }

            Task<VaultCommit> saving = vault.Save(secret);
            await WaitsAsync(saving);
            await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
            Assert.Equal(outcome, await saving);
        }

        Assert.Equal(outcome == VaultCommit.Done ? 2 : 1, (await vault.All()).Count);
        Assert.Equal(outcome == VaultCommit.Done ? 2 : 1, (await vault.Find("a"))!.Revision);
    }

    public void Dispose() => _database.Dispose();

    // The limit is for a test that hangs and measures nothing.
    private async Task WaitsAsync(Task saving)
    {
        for (int i = 0; i < 6000 && !saving.IsCompleted; i++)
        {
            if (_database.Sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'host1'") is > 0L)
            {
                return;
            }

            await Task.Delay(10);
        }

        Assert.Fail("It did not wait.");
    }
}
