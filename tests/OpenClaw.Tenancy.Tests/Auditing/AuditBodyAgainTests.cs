using System.Text;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>A record that is read back and written once more is the same bytes, whatever stands in it and however long it is.</summary>
public sealed class AuditBodyAgainTests
{
    private const int MaxBody = (1 << 20) - 19;

    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly TrailHead Head = TrailHead.Empty("openclaw-tenancy/test", "acme");

    public static TheoryData<string> Texts => ["", "plain", "\"", "\\", "\\\"", "\u007f", "\u0080", "\u00a0\u00be", "caf\u00e9", "\ud83d\ude00", "a\nb", "\u2028", "a\\u000ab", "Bearer c4n4ry"];

    /// <summary>No envelope of today holds all of these, and a record of another version of the library may.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_of_a_record_is_spelled_as_the_runtimes_writer_would(string text)
    {
        byte[] body = Body(text, text);
        AuditEnvelope read = Read(body);

        Assert.Equal((text, text), (read.Action, read.StatedReason));
        Assert.Equal(Encoding.UTF8.GetString(body), Encoding.UTF8.GetString(AuditChain.Next(in Head, 0, read).Body.Span));
    }

    /// <summary>The place for a record grows as it is written, so each of its members comes once to the end of the place.</summary>
    [Fact]
    public void Record_of_any_length_is_written_whole()
    {
        for (int length = 1; length <= 256; length++)
        {
            AuditEnvelope said = new(Acme, DateTimeOffset.UnixEpoch)
            {
                Action = new string('a', length),
                Actor = new string('b', 256),
                CorrelationId = new string('c', 256),
                Delegate = new string('d', 256),
                Outcome = AuditOutcome.Denied,
                ReasonCode = "none",
                ResourceId = new string('e', 256),
                TraceId = null,
            };
            AuditEntry entry = AuditChain.Next(in Head, 0, said);

            Assert.Equal(RuntimeSpelling.Again(entry.Body), Encoding.UTF8.GetString(entry.Body.Span));
            Assert.Equivalent(said, entry.ToRecord(TenantId.From).Envelope, strict: true);
        }
    }

    [Fact]
    public void Record_is_as_long_as_it_may_be_and_no_longer()
    {
        int rest = Body("a", "").Length;
        byte[] longest = Body("a", new string('r', MaxBody - rest));
        byte[] longer = Body("a", new string('r', MaxBody - rest + 1));

        Assert.Equal(longest.Length, AuditDraft.Of(Read(longest)).At(in Head, 0).Body.Length);
        Assert.Throws<InvalidDataException>(() => AuditDraft.Of(Read(longer)));
    }

    private static AuditEnvelope Read(byte[] body) =>
        new AuditEntry("acme", 1, 0, body, Digest256.Of(body), new byte[AuditEntry.SaltLength]).ToRecord(TenantId.From).Envelope;

    // The body of a first record, in which two texts are others.
    private static byte[] Body(string action, string reason)
    {
        AuditEnvelope least = new(Acme, DateTimeOffset.UnixEpoch)
        {
            Action = "x",
            CorrelationId = "c",
            Outcome = AuditOutcome.Denied,
            ReasonCode = "none",
            StatedReason = "y",
            TraceId = null,
        };
        string body = Encoding.UTF8.GetString(AuditChain.Next(in Head, 0, least).Body.Span);
        return Encoding.UTF8.GetBytes(body.Replace("\"action\":\"x\"", $"\"action\":\"{RuntimeSpelling.Of(action)}\"", StringComparison.Ordinal)
            .Replace("\"stated_reason\":\"y\"", $"\"stated_reason\":\"{RuntimeSpelling.Of(reason)}\"", StringComparison.Ordinal));
    }
}
