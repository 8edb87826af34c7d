using System.Text;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>An export as a tenant hands it in who wants something of it to be otherwise, and has no key: what it is, its bytes, and what is said of it.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Record">The record that is named, or zero where it is no export at all.</param>
public sealed record HostileExport(string Name, byte[] Bytes, long Record)
{
    private const string Spelled = "it is not spelled as an export is";

    /// <summary>What is said to be wrong; null where any words will do.</summary>
    public string? Fault { get; init; }

    /// <summary>All of them, made of one ledger.</summary>
    public static async Task<IReadOnlyList<HostileExport>> AllAsync(CraftedLedger ledger, CraftedLedger other)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(other);
        string[] whole = await ledger.ExportAsync(TestWorld.Acme);
        string[] foreign = await ledger.ExportAsync(TestWorld.Globex);
        string[] elsewhere = await other.ExportAsync(TestWorld.Acme);
        string end = whole[^1];
        int last = whole.Length - 1;
        var all = new List<HostileExport>();

        // What one line is, in place of the second record.
        void Second(string name, string line, string? fault = Spelled, long record = 2) => all.Add(Of(name, [whole[0], line, .. whole[2..]], record, fault));
        string second = whole[1];
        Second("a member of the body doubled", second.Replace("\"action\":\"members.add\",", "\"action\":\"members.add\",\"action\":\"members.add\",", StringComparison.Ordinal));
        Second("a member of the body doubled under an escape", second.Replace("\"action\":\"members.add\",", "\"action\":\"members.add\",\"\\u0061ction\":\"x\",", StringComparison.Ordinal));
        Second("a member of the line doubled", second.Replace("\"index\":2", "\"index\":2,\"index\":2", StringComparison.Ordinal));
        Second("a member more", second.Replace("\"index\":2", "\"index\":2,\"indey\":2", StringComparison.Ordinal));
        Second("a member of the body more", second.Replace("\"v\":3", "\"v\":3,\"w\":1", StringComparison.Ordinal));
        foreach (string number in new[] { "-2", "2.0", "2e0", "9223372036854775808", "1e400", "99999999999999999999999999999999", "\"2\"", "null", "[2]", "-0", "02" })
        {
            Second($"an index of {number}", second.Replace("\"index\":2", $"\"index\":{number}", StringComparison.Ordinal));
        }

        Second("an index that is too great", second.Replace("\"index\":2", "\"index\":9223372036854775807", StringComparison.Ordinal), "it is not proved to be in the ledger");
        Second("the index of the record before", second.Replace("\"index\":2", "\"index\":0", StringComparison.Ordinal), "its place in the ledger is not behind that of the record before it");
        foreach (string number in new[] { "-1", "0", "9223372036854775808", "1e300" })
        {
            Second($"a sequence of {number}", second.Replace("\"sequence\":2", $"\"sequence\":{number}", StringComparison.Ordinal));
        }

        Second("a version of 2^31", second.Replace("\"v\":3", "\"v\":2147483648", StringComparison.Ordinal));
        Second("a version of 1.5", second.Replace("\"v\":3", "\"v\":2.5", StringComparison.Ordinal));
        Second("a time that is none", Regex.Replace(second, "1970-01-01T", "1970-99-99T"));
        Second("nested deep", new string('[', 1_000_000));
        Second("nested deep inside the body", second.Replace("\"occurred_at\"", $"\"details\":{new string('[', 100_000)}{new string(']', 100_000)},\"occurred_at\"", StringComparison.Ordinal));
        Second("nested one deeper than is written", second.Replace("\"occurred_at\"", "\"details\":{\"a\":{\"b\":[1]}},\"occurred_at\"", StringComparison.Ordinal));
        Second("half of a surrogate", second.Replace("members.add", "members\\ud800", StringComparison.Ordinal));
        Second("half of a surrogate in a name", second.Replace("\"occurred_at\"", "\"details\":{\"\\udc00\":\"x\"},\"occurred_at\"", StringComparison.Ordinal));
        Second("a salt that is too short", Regex.Replace(second, "\"salt\":\"..", "\"salt\":\""));
        Second("a salt in capitals", Regex.Replace(second, "\"salt\":\"[0-9a-f]*\"", static m => m.Value.ToUpperInvariant().Replace("SALT", "salt", StringComparison.Ordinal)));
        Second("a salt that is no text", Regex.Replace(second, "\"salt\":\"[0-9a-f]*\"", "\"salt\":null"));
        Second("a carriage return behind it", second + "\r");
        Second("a space behind it", second + " ");
        Second("a comment behind it", second + "//");
        Second("a byte order mark", "\ufeff" + second);
        Second("nothing", string.Empty);
        Second("no object", "null");
        Second("another record behind it on the line", second + second);
        Second("a checkpoint among the records", end);
        Second("a dropped record that is not dropped", Regex.Replace(Stub(ledger[2], ledger.Proof(2)), "\"dropped\":true", "\"dropped\":false"));
        Second("a dropped record with the words beside", Stub(ledger[2], ledger.Proof(2)).Replace("\"dropped\":true", "\"body\":{},\"dropped\":true", StringComparison.Ordinal));

        // What the proof is.
        IReadOnlyList<Digest256> proof = ledger.Proof(2);
        const string NotProved = "it is not proved to be in the ledger";
        Second("a proof with one hash more", CraftedLedger.Line(ledger[2], [.. proof, proof[^1]]), NotProved);
        Second("a proof of thousands", CraftedLedger.Line(ledger[2], [.. proof, .. Enumerable.Repeat(proof[0], 20_000)]), NotProved);
        Second("a proof with one hash fewer", CraftedLedger.Line(ledger[2], [.. proof.Take(proof.Count - 1)]), NotProved);
        Second("no proof", CraftedLedger.Line(ledger[2], []), NotProved);
        Second("a proof that is turned", CraftedLedger.Line(ledger[2], [.. proof.Reverse()]), NotProved);
        Second("a proof that is no list", Regex.Replace(second, "\"proof\":\\[[^]]*]", "\"proof\":\"x\""));
        Second("a proof of a number", Regex.Replace(second, "\"proof\":\\[[^]]*]", "\"proof\":[1]"));
        Second("the salt of another record", CraftedLedger.Line(With(ledger[2], ledger[1].Salt), proof), NotProved);
        Second("hash, salt, place and proof of another tenant's record", CraftedLedger.Line(
            new AuditEntry("acme", 2, 1, ledger[2].Body, ledger[1].Hash, ledger[1].Salt), ledger.Proof(1)), "it does not have the hash that stands beside it");
        Second("the stub of another tenant's record under this one's name", Stub(new AuditEntry("acme", 2, 1, default, ledger[1].Hash, ledger[1].Salt), ledger.Proof(1)), "it was taken out from among records that are there");

        // Whole records of others.
        Second("a record of another tenant", foreign[1], "it stands in another trail");
        Second("a record of another ledger", elsewhere[1], "it does not follow the record before it");
        all.Add(Of("another tenant's records before this one's end", [.. foreign[..^1], end], 1, "it stands in another trail"));
        all.Add(Of("another ledger's records before this one's end", [.. elsewhere[..^1], end], 1, NotProved));
        all.Add(Of("the end of another ledger with another key", [.. whole[..^1], elsewhere[^1]], 1));
        all.Add(Of("the words of the first record taken out", [Stub(ledger[0], ledger.Proof(0)), .. whole[1..]], last + 1, "records were taken out, and no record of the trail says that their time was over"));
        all.Add(Of("the end alone", [end], 1, "the trail does not end where the checkpoint says: records are missing, or are too many"));

        // What stands at the end.
        const string NoEnd = "the checkpoint that it is proved against is missing or damaged at the end of the file";
        all.Add(Of("several checkpoints", [.. whole, end], last + 1, Spelled));
        all.Add(Of("an earlier checkpoint before the end", [.. whole[..^1], CraftedLedger.Line(await ledger.SignAsync(ledger.At(4, TestWorld.Acme))), end], last + 1, Spelled));
        all.Add(Of("no checkpoint", whole[..^1], 1, NoEnd));
        all.Add(Of("an empty line behind", [.. whole, string.Empty], 1, NoEnd));
        all.Add(Of("a record behind the checkpoint", [.. whole, whole[0]], 1, NoEnd));
        all.Add(Of("the checkpoint in capitals", [.. whole[..^1], end.Replace("\"checkpoint\"", "\"Checkpoint\"", StringComparison.Ordinal)], 1, NoEnd));
        all.Add(Of("the checkpoint twice in one object", [.. whole[..^1], end.Replace("{", "{\"checkpoint\":\"x\",", StringComparison.Ordinal)], 1, NoEnd));
        all.Add(Of("the checkpoint in half a surrogate", [.. whole[..^1], "{\"checkpoint\":\"\\ud800\"}"], 1, NoEnd));
        foreach (string size in new[] { "-1", "+11", "011", "9223372036854775808", "99999999999999999999999", "1e1", " 11", "11 ", "0x11" })
        {
            all.Add(Of($"a checkpoint of {size} records", [.. whole[..^1], end.Replace("\\n11\\n", $"\\n{size}\\n", StringComparison.Ordinal)], 1, NoEnd));
        }

        all.Add(Of("a checkpoint of more records", [.. whole[..^1], end.Replace("\\n11\\n", "\\n9223372036854775807\\n", StringComparison.Ordinal)], 1, NotProved));
        all.Add(Of("a checkpoint of no records", [.. whole[..^1], end.Replace("\\n11\\n", "\\n0\\n", StringComparison.Ordinal)], 1, NotProved));
        all.Add(Of("a trail of fewer records", [.. whole[..^2], end.Replace(" acme 6 ", " acme 5 ", StringComparison.Ordinal)], last, "the checkpoint at the end is not signed by this key"));
        all.Add(Of("a trail of a negative length", [.. whole[..^1], end.Replace(" acme 6 ", " acme -6 ", StringComparison.Ordinal)], 1, NoEnd));
        all.Add(Of("a checkpoint without its trail", [.. whole[..^1], CraftedLedger.Line(await ledger.SignAsync(ledger.At(ledger.Size)))], 1, NoEnd));

        // What the whole file is.
        byte[] bytes = Text(whole);
        all.Add(new("lines that end as on Windows", Encoding.UTF8.GetBytes(string.Concat(whole.Select(static l => l + "\r\n"))), 0));
        all.Add(new("a byte order mark before all", [0xEF, 0xBB, 0xBF, .. bytes], 1) { Fault = Spelled });
        all.Add(new("bytes behind the end", [.. bytes, 0], 1) { Fault = NoEnd });
        all.Add(new("without the last line's end", bytes[..^1], last + 1) { Fault = "the file does not end with a whole line" });
        all.Add(new("cut in the checkpoint", bytes[..^40], 1) { Fault = NoEnd });
        all.Add(new("UTF-16", Encoding.Unicode.GetBytes(string.Concat(whole.Select(static l => l + "\n"))), 0));
        all.Add(new("bytes that are no UTF-8 in a record", Patched(bytes, "members.add"u8), 1) { Fault = Spelled });
        all.Add(new("a giant line before all", [.. Enumerable.Repeat((byte)'a', 3 << 20), (byte)'\n', .. bytes], 1) { Fault = "it is longer than a record can be" });
        all.Add(new("a giant line behind all", [.. bytes, .. Enumerable.Repeat((byte)'a', 3 << 20), (byte)'\n'], 1) { Fault = NoEnd });
        all.Add(new("a giant line alone", [.. Enumerable.Repeat((byte)'{', 3 << 20)], 0));
        all.Add(new("empty lines alone", [.. Enumerable.Repeat((byte)'\n', 100_000)], 0));
        all.Add(new("nothing at all", [], 0));
        all.Add(new("a megabyte of zeros", new byte[1 << 20], 0));
        return all;
    }

    /// <summary>The file of some lines.</summary>
    public static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(static l => l + "\n")));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static HostileExport Of(string name, IEnumerable<string> lines, long record, string? fault = null) => new(name, Text(lines), record) { Fault = fault };

    private static string Stub(AuditEntry entry, IReadOnlyList<Digest256> proof) => CraftedLedger.Line(entry.Drop(), proof);

    private static AuditEntry With(AuditEntry entry, ReadOnlyMemory<byte> salt) => new(entry.Trail, entry.Sequence, entry.Index, entry.Body, entry.Hash, salt);

    private static byte[] Patched(byte[] bytes, ReadOnlySpan<byte> text)
    {
        byte[] changed = [.. bytes];
        changed[changed.AsSpan().IndexOf(text)] = 0xFF;
        return changed;
    }
}
