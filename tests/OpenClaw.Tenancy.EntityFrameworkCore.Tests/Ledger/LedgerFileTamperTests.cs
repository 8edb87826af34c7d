using Microsoft.Data.Sqlite;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>Bytes of the database's file are flipped: what is read afterwards is what was written, or something says that it is not.</summary>
public sealed class LedgerFileTamperTests(TamperedLedger ledger, ITestOutputHelper output) : IClassFixture<TamperedLedger>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    [Fact]
    public async Task No_flipped_byte_changes_what_is_read_unseen()
    {
        int step = ledger.Whole.Length / (Long ? 4000 : 120);
        var found = new SortedDictionary<string, int>();
        for (int at = step / 2; at < ledger.Whole.Length; at += step)
        {
            byte[] bytes = [.. ledger.Whole];
            bytes[at] ^= 0x20;
            string by = await FoundByAsync(bytes);
            found[by] = found.GetValueOrDefault(by) + 1;
        }

        output.WriteLine(string.Join(Environment.NewLine, found.Select(static f => $"{f.Value} {f.Key}")));
        Assert.Contains("the start", found.Keys);
    }

    private async Task<string> FoundByAsync(byte[] bytes)
    {
        ledger.Database.Replace(bytes);
        await using EntityLedger opened = ledger.Database.Open();
        try
        {
            if (await opened.RefusalAsync() is not null)
            {
                return "the start";
            }

            foreach (TenantId tenant in TamperedLedger.Tenants)
            {
                if (!(await opened.Verify(tenant)).IsWhole)
                {
                    return "an export";
                }

                IEnumerable<string> written = ledger.Entries.Where(e => e.Trail == tenant.ToString()).Select(static e => $"{e.Sequence} {e.Index} {e.Hash}");
                Assert.Equal(written, (await opened.Entries(tenant)).Select(static e => $"{e.Sequence} {e.Index} {e.Hash}"));
            }

            return "nothing, and nothing of it is read";
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException or IOException { InnerException: SqliteException })
        {
            return "SQLite";
        }
    }
}
