using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Whoever may write to the database and has not the key changes nothing that the next start does not find.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class LedgerTamperTests(TamperedLedger ledger, ITestOutputHelper output) : IClassFixture<TamperedLedger>
{
    private const string Records = "tenancy_ledger_records";

    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    public static TheoryData<string, string> OfOneRecord => new()
    {
        { "its tenant, to another that has a trail", $"UPDATE {Records} SET tenant_id = 'acme', sequence = 900 WHERE #" },
        { "its tenant, to one that has none", $"UPDATE {Records} SET tenant_id = 'initech', sequence = 1 WHERE #" },
        { "its tenant, to no text at all", $"UPDATE {Records} SET tenant_id = x'00ff' WHERE #" },
        { "its number", $"UPDATE {Records} SET sequence = sequence + 100 WHERE #" },
        { "its place", $"UPDATE {Records} SET ledger_index = ledger_index + 100 WHERE #" },
        { "its place, to one that is taken", $"UPDATE {Records} SET ledger_index = (ledger_index + 1) % 64 WHERE #" },
        { "what it says", $"UPDATE {Records} SET body = CAST(replace(CAST(body AS TEXT), 'actor', 'actoz') AS BLOB) WHERE #" },
        { "what it says, and its hash with it", $"UPDATE {Records} AS r SET (body, hash) = (SELECT body, hash FROM {Records} n WHERE n.ledger_index = (r.ledger_index + 3) % 64) WHERE #" },
        { "what it says, to nothing", $"UPDATE {Records} SET body = NULL WHERE #" },
        { "what it says, to an empty text", $"UPDATE {Records} SET body = x'' WHERE #" },
        { "what it says, to a number", $"UPDATE {Records} SET body = 7 WHERE #" },
        { "its hash", $"UPDATE {Records} SET hash = randomblob(32) WHERE #" },
        { "its hash, to a short one", $"UPDATE {Records} SET hash = x'00' WHERE #" },
        { "its salt", $"UPDATE {Records} SET salt = randomblob(16) WHERE #" },
        { "its salt, to a long one", $"UPDATE {Records} SET salt = randomblob(17) WHERE #" },
        { "that it is there", $"DELETE FROM {Records} WHERE #" },
        { "that it is there once", $"INSERT INTO {Records} SELECT tenant_id, 900, ledger_index, body, hash, salt FROM {Records} WHERE #" },
        { "that it is there once, at the end", $"INSERT INTO {Records} SELECT tenant_id, 900, 64, body, hash, salt FROM {Records} WHERE #" },
        { "what it says, for what the next one does", $"UPDATE {Records} AS r SET (body, hash, salt) = (SELECT body, hash, salt FROM {Records} n WHERE n.ledger_index = (r.ledger_index + 3) % 64) WHERE #" },
        { "its place, for that of the next one", $"UPDATE {Records} SET ledger_index = -1 WHERE #; UPDATE {Records} SET ledger_index = @ WHERE ledger_index = (@ + 1) % 64; UPDATE {Records} SET ledger_index = (@ + 1) % 64 WHERE ledger_index = -1" },
        { "its number, for that of another one", $"UPDATE {Records} SET sequence = -1 WHERE #; UPDATE {Records} SET sequence = @ / 3 + 1 WHERE ledger_index = ~; UPDATE {Records} SET sequence = ~ / 3 + 1 WHERE sequence = -1" },
    };

    public static TheoryData<string, string, string> OfTheEnds => new()
    {
        { "the end is that of an earlier moment", "UPDATE tenancy_ledger_head SET checkpoint = (SELECT text FROM tenancy_ledger_checkpoints WHERE size = 40)", "signed checkpoint says that there are 64|somebody without the key has added" },
        { "the same, and no later checkpoint is there", "UPDATE tenancy_ledger_head SET checkpoint = (SELECT text FROM tenancy_ledger_checkpoints WHERE size = 40); DELETE FROM tenancy_ledger_checkpoints WHERE size > 40", "added some" },
        { "the end is gone", "DELETE FROM tenancy_ledger_head", "end is missing" },
        { "the end is there twice", "INSERT INTO tenancy_ledger_head SELECT 'acme', checkpoint FROM tenancy_ledger_head", "not alone" },
        { "the end is damaged", "UPDATE tenancy_ledger_head SET checkpoint = replace(checkpoint, '64', '65')", "not signed by the key" },
        { "the end is no checkpoint", "UPDATE tenancy_ledger_head SET checkpoint = 'x'", "checkpoint is damaged" },
        { "a checkpoint is no checkpoint", "UPDATE tenancy_ledger_checkpoints SET text = 'x' WHERE size = 7", "checkpoint is damaged" },
        { "a checkpoint stands for another size", "UPDATE tenancy_ledger_checkpoints SET size = 777 WHERE size = 7", "another size" },
        { "a checkpoint stands with a tenant", "UPDATE tenancy_ledger_checkpoints SET tenant_id = 'acme' WHERE size = 7", "another size" },
        { "the last records are cut off", Cut(63, 1), "records were cut off" },
        { "the last half is cut off", Cut(32, 32), "records were cut off" },
        { "nothing but the end is left", $"DELETE FROM {Records}; DELETE FROM tenancy_ledger_checkpoints", "records were cut off" },
        { "nothing but the records is left", "DELETE FROM tenancy_ledger_head; DELETE FROM tenancy_ledger_checkpoints", "end is missing" },
    };

    [Theory]
    [MemberData(nameof(OfOneRecord))]
    public async Task Change_of_any_record_is_found_at_start(string what, string sql)
    {
        using var count = new CaseCount("tampering/ledger", "changes of the audit ledger, or of an export, by somebody without its key");
        int step = Long ? 1 : 5;
        foreach (AuditEntry entry in ledger.Entries.Where(e => e.Index % step == what.Length % step || e.Index is 0 or TamperedLedger.Size - 1))
        {
            count.Add();
            long neighbour = entry.Index < 60 ? entry.Index + 3 : entry.Index - 3;
            string statement = sql.Replace("#", $"ledger_index = {entry.Index}", StringComparison.Ordinal)
                .Replace("@", $"{entry.Index}", StringComparison.Ordinal).Replace("~", $"{neighbour}", StringComparison.Ordinal);
            string? refusal = await ledger.RefusalAsync(ledger.Whole, statement);
            Assert.True(refusal?.StartsWith("OCT2131", StringComparison.Ordinal), $"{what} of {entry.Index}: {refusal ?? "nothing was found"}");
            Assert.DoesNotContain("actor", refusal, StringComparison.Ordinal);
        }

        count.Held();
    }

    [Theory]
    [MemberData(nameof(OfTheEnds))]
    public async Task Change_of_the_ends_is_found_at_start(string what, string sql, string finds)
    {
        string? refusal = await ledger.RefusalAsync(ledger.Whole, sql);

        Assert.True(finds.Split('|').Any(f => refusal?.Contains(f, StringComparison.Ordinal) == true), $"{what}: {refusal ?? "nothing was found"}");
    }

    [Fact]
    public async Task Byte_that_is_flipped_in_a_record_is_found_at_start()
    {
        using var count = new CaseCount("tampering/ledger", "changes of the audit ledger, or of an export, by somebody without its key");
        int tried = 0;
        foreach (AuditEntry entry in ledger.Entries)
        {
            int step = Long ? 23 : 331;
            for (int at = (int)entry.Index % step; at < entry.Body.Length; at += step)
            {
                string? refusal = await ledger.RefusalAsync(ledger.Whole, $"UPDATE {Records} SET body = {Flipped(entry.Body.Span, at)} WHERE ledger_index = {entry.Index}");
                Assert.True(refusal?.Contains("does not have the hash", StringComparison.Ordinal), $"byte {at} of {entry.Index}: {refusal ?? "nothing was found"}");
                tried++;
            }
        }

        count.Add(tried);
        count.Held();
        output.WriteLine($"{tried} bytes flipped");
    }

    [Fact]
    public async Task Untouched_it_opens() => Assert.Null(await ledger.RefusalAsync(ledger.Whole, kept: ledger.Kept));

    [Fact]
    public async Task Record_of_another_ledger_of_the_same_key_is_found_at_start()
    {
        string attach = ledger.Attach(ledger.Stranger);
        Assert.Contains("another ledger", await ledger.RefusalAsync(ledger.Whole, $"{attach} INSERT INTO tenancy_ledger_checkpoints SELECT * FROM other.tenancy_ledger_checkpoints WHERE true ON CONFLICT DO UPDATE SET text = excluded.text"), StringComparison.Ordinal);
        Assert.Contains("does not follow", await ledger.RefusalAsync(ledger.Whole, $"{attach} UPDATE {Records} SET (body, hash, salt) = (SELECT body, hash, salt FROM other.{Records}) WHERE ledger_index = 0"), StringComparison.Ordinal);
        Assert.Contains("another ledger", await ledger.RefusalAsync(ledger.Whole, $"{attach} UPDATE tenancy_ledger_head SET checkpoint = (SELECT checkpoint FROM other.tenancy_ledger_head)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_copy_is_found_against_a_checkpoint_that_was_kept_and_by_nothing_in_it()
    {
        Assert.Null(await ledger.RefusalAsync(ledger.Old));
        Assert.Contains("records were cut off, or it is an old copy", await ledger.RefusalAsync(ledger.Old, kept: ledger.Kept), StringComparison.Ordinal);
        Assert.Contains("older than the kept", await ledger.ExportFaultAsync(ledger.Old, ledger.Kept), StringComparison.Ordinal);
        Assert.Contains("older than the kept", await ledger.ExportFaultAsync(ledger.Old, ledger.KeptTrail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fork_is_found_against_a_checkpoint_that_was_kept()
    {
        Assert.Null(await ledger.RefusalAsync(ledger.Fork));
        Assert.Contains("are not those that a signed checkpoint stands for", await ledger.RefusalAsync(ledger.Fork, kept: ledger.Kept), StringComparison.Ordinal);
        Assert.Contains("forked", await ledger.ExportFaultAsync(ledger.Fork, ledger.Kept), StringComparison.Ordinal);
        Assert.Contains("forked", await ledger.ExportFaultAsync(ledger.Fork, ledger.KeptTrail), StringComparison.Ordinal);

        // Two that have forked show it to each other.
        string attach = ledger.Attach(ledger.Fork);
        Assert.Contains("are not those", await ledger.RefusalAsync(ledger.Whole, $"{attach} UPDATE tenancy_ledger_checkpoints SET text = (SELECT text FROM other.tenancy_ledger_checkpoints o WHERE o.size = tenancy_ledger_checkpoints.size)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_database_is_a_new_ledger_and_found_against_a_checkpoint_that_was_kept()
    {
        const string empty = $"DELETE FROM tenancy_ledger_head; DELETE FROM {Records}; DELETE FROM tenancy_ledger_checkpoints";
        Assert.Null(await ledger.RefusalAsync(ledger.Whole, empty));
        Assert.Contains("end is missing", await ledger.RefusalAsync(ledger.Whole, empty, ledger.Kept), StringComparison.Ordinal);
    }

    private static string Cut(int size, int off) =>
        $"DELETE FROM {Records} WHERE ledger_index >= {size}; DELETE FROM tenancy_ledger_checkpoints WHERE size > {64 - off}";

    private static string Flipped(ReadOnlySpan<byte> body, int at)
    {
        byte[] bytes = body.ToArray();
        bytes[at] ^= 1;
        return $"x'{Convert.ToHexString(bytes)}'";
    }
}
