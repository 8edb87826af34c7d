using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>What is hashed of a record has one spelling: a member that says nothing is not there, and none is there that nobody knows.</summary>
public sealed class AuditBodySpellingTests
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly TrailHead Head = TrailHead.Empty("openclaw-tenancy/test", "acme");

    [Fact]
    public void Least_record_holds_what_is_always_said_and_nothing_else()
    {
        string line = Line(Least());

        Assert.StartsWith("""{"body":{"action":"x","correlation_id":"c","occurred_at":"2026-01-01T00:00:00.0000000Z","outcome":"denied","previous":"60""", line.Replace(Previous(line), "60", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\",\"reason_code\":\"none\",\"sequence\":1,\"tenant\":\"acme\",\"v\":3},", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_said_is_read_back()
    {
        AuditEnvelope said = new(Acme, DateTimeOffset.UnixEpoch)
        {
            Action = "a",
            Actor = "b",
            CorrelationId = "c",
            Delegate = "d",
            DelegateIssuer = "e",
            Detail = "f",
            Details = new Dictionary<string, string> { ["ticket"] = "g\n", ["approver"] = "p", ["b_2"] = "q" },
            EffectiveTenant = Acme,
            GrantId = "h",
            Issuer = "i",
            Outcome = AuditOutcome.Allowed,
            ReasonCode = "j",
            ResourceId = "k",
            RunId = "l",
            StatedReason = "m\n\"\\",
            Suppressed = 7,
            TargetTenant = TenantId.From("bolt"),
            TraceId = "n",
            Way = "o",
        };
        AuditEntry entry = AuditEntryText.Read(Encoding.ASCII.GetBytes(Line(said)));

        Assert.Equivalent(said, entry.ToRecord(TenantId.From).Envelope, strict: true);
    }

    /// <summary>Whoever reads the line and not the details finds it too.</summary>
    [Fact]
    public void Detail_that_stands_twice_is_no_entry()
    {
        string line = Line(Least()).Replace("\"occurred_at\"", "\"details\":{\"a\":\"1\",\"a\":\"2\"},\"occurred_at\"", StringComparison.Ordinal);

        AuditEntryText.Read(Encoding.ASCII.GetBytes(line.Replace("\"a\":\"2\"", "\"b\":\"2\"", StringComparison.Ordinal)));
        Assert.Throws<InvalidDataException>(() => AuditEntryText.Read(Encoding.ASCII.GetBytes(line)));
    }

    [Theory]
    [InlineData("\"correlation_id\"", "\"actor\":null,\"correlation_id\"")]
    [InlineData("\"occurred_at\"", "\"details\":{},\"occurred_at\"")]
    [InlineData("\"tenant\"", "\"suppressed\":0,\"tenant\"")]
    [InlineData("\"tenant\"", "\"suppressed\":\"1\",\"tenant\"")]
    [InlineData("\"occurred_at\"", "\"details\":{\"x\":1},\"occurred_at\"")]
    [InlineData("\"tenant\"", "\"surplus\":\"1\",\"tenant\"")]
    [InlineData("\"v\":3", "\"v\":3,\"zz\":\"1\"")]
    [InlineData("\"v\":3", "\"v\":2")]
    [InlineData("\"reason_code\":\"none\",", "")]
    [InlineData("\"action\":\"x\",", "")]
    public void Other_spelling_is_no_record(string from, string to)
    {
        string line = Line(Least());
        string other = line.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(line, other);
        AuditEntryText.Read(Encoding.ASCII.GetBytes(line)).ToRecord(TenantId.From);

        Assert.Throws<InvalidDataException>(() => AuditEntryText.Read(Encoding.ASCII.GetBytes(other)).ToRecord(TenantId.From));
    }

    /// <summary>The body is written without the runtime's writer, and no byte of it differs from what that would write.</summary>
    [Fact]
    public void Every_body_is_what_the_runtimes_writer_makes_of_its_members()
    {
        var random = new Random(20260102);
        for (int i = 0; i < 2_000; i++)
        {
            var details = new Dictionary<string, string>();
            for (int d = random.Next(3); d > 0; d--)
            {
                details[$"d{d}"] = Text(random);
            }

            AuditEnvelope said = new(Acme, DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 30_000)))
            {
                Action = Text(random),
                Actor = random.Next(2) == 0 ? null : Text(random),
                CorrelationId = Text(random),
                Detail = random.Next(2) == 0 ? null : Text(random),
                Details = details,
                Issuer = Text(random),
                Outcome = random.Next(2) == 0 ? AuditOutcome.Allowed : AuditOutcome.Denied,
                ReasonCode = Text(random),
                ResourceId = Text(random),
                StatedReason = random.Next(2) == 0 ? null : Text(random),
                Suppressed = random.Next(3) * random.NextInt64(1_000_000_000_000),
            };
            ReadOnlyMemory<byte> body = AuditChain.Next(in Head, 0, said).Body;
            Assert.Equal(RuntimeSpelling.Again(body), Encoding.UTF8.GetString(body.Span));
        }
    }

    private static string Text(Random random)
    {
        const string Signs = "abc012 \"\\<>&'+/{}[]:,~\u007f\t\n\u2028\u00e9\u202e\ud83d\ude00";
        return string.Create(random.Next(1, 24), random, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Signs[source.Next(Signs.Length)];
            }
        });
    }

    private static AuditEnvelope Least() => new(Acme, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        Action = "x",
        CorrelationId = "c",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "none",
        TraceId = null,
    };

    private static string Previous(string line)
    {
        const string Member = "\"previous\":\"";
        int start = line.IndexOf(Member, StringComparison.Ordinal) + Member.Length;
        return line[start..line.IndexOf('"', start)];
    }

    private static string Line(AuditEnvelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        AuditEntryText.Write(output, AuditChain.Next(in Head, 0, envelope));
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
