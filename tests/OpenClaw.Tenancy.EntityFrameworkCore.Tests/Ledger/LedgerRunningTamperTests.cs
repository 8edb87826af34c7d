using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A database that is changed while a host runs: the next append finds it, and nothing more is written on top.</summary>
public sealed class LedgerRunningTamperTests : IDisposable
{
    private readonly LedgerDatabase _database = new();

    public static TheoryData<string, string> Changes => new()
    {
        { "the end is set back", "UPDATE tenancy_ledger_head SET checkpoint = (SELECT text FROM tenancy_ledger_checkpoints WHERE size = 3)" },
        { "the end is damaged", "UPDATE tenancy_ledger_head SET checkpoint = 'x'" },
        { "the end is gone", "DELETE FROM tenancy_ledger_head" },
        {
            "an older copy has taken its place",
            "UPDATE tenancy_ledger_head SET checkpoint = (SELECT text FROM tenancy_ledger_checkpoints WHERE size = 3); DELETE FROM tenancy_ledger_checkpoints WHERE size > 3; DELETE FROM tenancy_ledger_records WHERE ledger_index >= 3"
        },
    };

    public void Dispose() => _database.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_of_the_end_is_found_at_the_next_append_and_ends_the_writing(string what, string sql)
    {
        await using EntityLedger ledger = await FilledAsync();
        byte[] good = Read();
        _database.Sql(sql);
        object? records = _database.Sql("SELECT count(*) FROM tenancy_ledger_records");

        IOException refused = await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        Assert.IsType<InvalidDataException>(refused.InnerException);
        await ledger.LoggedAsync(2132);
        Assert.Equal(records, _database.Sql("SELECT count(*) FROM tenancy_ledger_records"));

        // Somebody has to look at it: that it is put back does not let it go on.
        Restore(good);
        await Assert.ThrowsAsync<IOException>(() => ledger.Append(what));
        ledger.Ledger.Emit(ledger.Envelope("counted"));
        await Assert.ThrowsAsync<IOException>(() => ledger.Ledger.CheckpointAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Single(ledger.Log.Events, 2132);
        Assert.Equal(5, (await ledger.Entries()).Count);
    }

    [Fact]
    public async Task Record_of_somebody_without_the_key_is_found_at_the_next_append()
    {
        using var forged = EcdsaSigner.Generate();
        await using EntityLedger ledger = await FilledAsync();
        await using (EntityLedger without = _database.Open(o => o.OtherKeys.Add(_database.Signer.Key), signer: forged))
        {
            await without.Append("forged");
        }

        await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        await ledger.LoggedAsync(2132);
        await using EntityLedger next = _database.Open();
        Assert.Contains("not signed by the key", await next.RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_that_another_process_wrote_and_somebody_changed_since_is_found_at_the_next_append()
    {
        await using EntityLedger ledger = await FilledAsync();
        await using (EntityLedger other = _database.Open())
        {
            await other.Append("six");
        }

        _database.Sql("UPDATE tenancy_ledger_records SET hash = randomblob(32) WHERE sequence = 6");
        IOException refused = await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        Assert.Contains("do not lead to the end", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_that_was_forged_with_its_hash_is_not_read_as_one_that_was_verified()
    {
        await using EntityLedger ledger = await FilledAsync();
        TrailHead verified = await ledger.Trails.HeadAsync(EntityLedger.Access(), TestContext.Current.CancellationToken);
        await using (EntityLedger other = _database.Open())
        {
            await other.Append("six");
        }

        // It follows the record before it and has the hash that stands beside it: nothing but the signed end tells that it is none.
        string forged = System.Text.Encoding.UTF8.GetString((byte[])_database.Sql("SELECT body FROM tenancy_ledger_records WHERE sequence = 6")!)
            .Replace("\"actor\":\"six\"", "\"actor\":\"nix\"", StringComparison.Ordinal);
        byte[] body = System.Text.Encoding.UTF8.GetBytes(forged);
        byte[] hash = System.Security.Cryptography.SHA256.HashData(body);
        _database.Sql($"UPDATE tenancy_ledger_records SET body = x'{Convert.ToHexString(body)}', hash = x'{Convert.ToHexString(hash)}' WHERE sequence = 6");
        await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        await ledger.LoggedAsync(2132);

        Assert.Equal(verified, await ledger.Trails.HeadAsync(EntityLedger.Access(), TestContext.Current.CancellationToken));
        Assert.Equal(5, (await ledger.Entries()).Count);
    }

    [Fact]
    public async Task Record_of_another_process_under_another_number_is_found_at_the_next_append()
    {
        await using EntityLedger ledger = await FilledAsync();
        await using (EntityLedger other = _database.Open())
        {
            await other.Append("six");
        }

        // The tree is the same: no leaf says which number a record has in its trail.
        _database.Sql("UPDATE tenancy_ledger_records SET sequence = 7 WHERE sequence = 6");
        IOException refused = await Assert.ThrowsAsync<IOException>(() => ledger.Append("refused"));
        Assert.Contains("in another place", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_of_an_older_record_is_found_by_the_export()
    {
        await using EntityLedger ledger = await FilledAsync();
        _database.Sql("UPDATE tenancy_ledger_records SET body = CAST(replace(CAST(body AS TEXT), 'a2', 'a9') AS BLOB) WHERE sequence = 2");
        Assert.False((await ledger.Verify()).IsWhole);
        Assert.Equal(2, (await ledger.Verify()).Record);
        _database.Sql("UPDATE tenancy_ledger_records SET hash = randomblob(32) WHERE sequence = 2");
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Verify());
        _database.Sql("DELETE FROM tenancy_ledger_records WHERE sequence = 2");
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Verify());
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Entries());
    }

    [Fact]
    public async Task Trail_that_was_cut_off_is_not_shown_as_a_shorter_one()
    {
        await using EntityLedger ledger = await FilledAsync();
        _database.Sql("DELETE FROM tenancy_ledger_records WHERE sequence = 5");

        Assert.Equal(5, (await ledger.Trails.HeadAsync(EntityLedger.Access(), TestContext.Current.CancellationToken)).Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => ledger.Entries());
    }

    [Fact]
    public async Task Key_that_changed_is_believed_where_it_is_named()
    {
        using var next = EcdsaSigner.Generate();
        await using (await FilledAsync())
        {
        }

        await using (EntityLedger unnamed = _database.Open(signer: next))
        {
            Assert.Contains("OtherKeys", await unnamed.RefusalAsync(), StringComparison.Ordinal);
        }

        await using EntityLedger named = _database.Open(o => o.OtherKeys.Add(_database.Signer.Key), signer: next);
        await named.Append("with the next key");
        AuditEntry last = (await named.Entries())[^1];
        Assert.Equal(6, last.Sequence);
        Assert.True((await named.Verify()).IsWhole);
    }

    private async Task<EntityLedger> FilledAsync()
    {
        EntityLedger ledger = _database.Open();
        for (int i = 1; i <= 5; i++)
        {
            _database.Time.Advance(TimeSpan.FromSeconds(2));
            await ledger.Append($"a{i}", TestWorld.Acme);
        }

        return ledger;
    }

    // Beside the connections of the host that runs.
    private byte[] Read()
    {
        _database.Sql($"VACUUM INTO '{_database.File}.good'");
        return File.ReadAllBytes($"{_database.File}.good");
    }

    private void Restore(byte[] good)
    {
        File.WriteAllBytes($"{_database.File}.good", good);
        _database.Sql($"ATTACH '{_database.File}.good' AS good; " + string.Concat(((string[])["head", "records", "checkpoints"]).Select(
            static t => $"DELETE FROM tenancy_ledger_{t}; INSERT INTO tenancy_ledger_{t} SELECT * FROM good.tenancy_ledger_{t}; ")));
    }
}
