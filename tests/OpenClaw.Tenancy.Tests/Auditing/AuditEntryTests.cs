using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>What a store gives back is an entry with a place, or none; its leaf holds its salt and its hash, and its line what it has.</summary>
public sealed class AuditEntryTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, AuditEntry.SaltLength).Select(static i => (byte)i)];
    private static readonly byte[] Hash = [.. Enumerable.Range(100, Digest256.Length).Select(static i => (byte)i)];

    [Fact]
    public void Leaf_is_the_hash_of_the_salt_and_the_hash()
    {
        AuditEntry entry = Of();

        Assert.Equal(MerkleHash.Leaf([.. Salt, .. Hash]), entry.Leaf());
        Assert.Equal(entry.Leaf(), entry.Drop().Leaf());
    }

    [Fact]
    public void Entry_without_a_trail_or_a_place_is_none()
    {
        Assert.Throws<ArgumentException>("trail", static () => Of(trail: ""));
        Assert.Throws<ArgumentNullException>("trail", static () => Of(trail: null!));
        Assert.Throws<ArgumentOutOfRangeException>("sequence", static () => Of(sequence: 0));
        Assert.Throws<ArgumentOutOfRangeException>("index", static () => Of(index: -1));
        Assert.ThrowsAny<ArgumentException>(static () => Of(salt: Salt[1..]));
        Assert.ThrowsAny<ArgumentException>(static () => Of(salt: [.. Salt, 0]));
    }

    [Fact]
    public void What_is_missing_is_said_by_its_name()
    {
        Assert.Throws<ArgumentNullException>("tenants", static () => Of().ToRecord(null!));
        Assert.Throws<ArgumentNullException>("entry", static () => AuditEntryText.Write(new ArrayBufferWriter<byte>(), null!));
        Assert.Throws<ArgumentNullException>("envelope", static () => AuditDraft.Of(null!));
        Assert.Throws<ArgumentNullException>("tenant", static () => new InMemoryAuditLedger().Read(null!));
        Assert.Throws<ArgumentNullException>("tenant", static () => TrailAccess.DangerousForOperator(null!, "why"));
        Assert.Throws<ArgumentNullException>("reason", static () => TrailAccess.DangerousForOperator(TestWorld.Acme, null!));
        Assert.Throws<ArgumentException>("reason", static () => TrailAccess.DangerousForOperator(TestWorld.Acme, " "));
        Assert.Equal(TestWorld.Acme, TrailAccess.DangerousForOperator(TestWorld.Acme, "why").RequireTenant());
    }

    /// <summary>So that whoever verifies it finds which record was damaged.</summary>
    [Fact]
    public void Damaged_body_is_written_as_it_stands() => Assert.StartsWith("{\"body\":}damaged,\"hash\":", Line(Of(body: "}damaged")), StringComparison.Ordinal);

    [Fact]
    public void Dropped_entry_is_read_back_and_none_without_its_trail()
    {
        string line = Line(Of().Drop());
        AuditEntry read = Read(line);

        Assert.Equal((true, "acme", 3L, 7L, Of().Hash), (read.IsDropped, read.Trail, read.Sequence, read.Index, read.Hash));
        foreach (string other in new[] { "null", "\"\"", "1" })
        {
            string changed = line.Replace("\"acme\"", other, StringComparison.Ordinal);
            Assert.NotEqual(line, changed);
            Assert.Throws<InvalidDataException>(() => Read(changed));
        }
    }

    /// <summary>The heads of trails that stand in ledgers of hosts, and in checkpoints that are kept elsewhere.</summary>
    [Fact]
    public void Empty_trail_has_the_head_that_it_always_had()
    {
        Assert.Equal("875c536cba6c8db658d80fbe30c6e359936ce06c2e3ca4ebb58249495b8a1361", TrailHead.Empty("openclaw-tenancy/test", "acme").Hash.ToString());
        Assert.Throws<ArgumentException>("origin", static () => TrailHead.Empty("", "acme"));
        Assert.Throws<ArgumentNullException>("origin", static () => TrailHead.Empty(null!, "acme"));
        Assert.Throws<ArgumentException>("trail", static () => TrailHead.Empty("o", ""));
        Assert.Throws<ArgumentNullException>("trail", static () => TrailHead.Empty("o", null!));
    }

    private static AuditEntry Of(string trail = "acme", long sequence = 3, long index = 7, string body = "{}", byte[]? salt = null) =>
        new(trail, sequence, index, Encoding.ASCII.GetBytes(body), Digest256.FromBytes(Hash), salt ?? Salt);

    private static AuditEntry Read(string line) => AuditEntryText.Read(Encoding.ASCII.GetBytes(line));

    private static string Line(AuditEntry entry)
    {
        var output = new ArrayBufferWriter<byte>();
        AuditEntryText.Write(output, entry);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
