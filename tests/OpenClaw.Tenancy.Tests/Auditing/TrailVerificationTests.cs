using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>A trail is whole when each of its entries follows the one before, and what was taken out of it was taken out after its time.</summary>
public sealed class TrailVerificationTests
{
    private const string Origin = "openclaw-tenancy/test";
    private const string TakenOut = "records were taken out, and no record of the trail says that their time was over";

    private static readonly TrailHead Start = TrailHead.Empty(Origin, "acme");
    private static readonly AuditEntry First = Next(Start, "one");
    private static readonly AuditEntry Second = Next(First.Head, "two");

    public static TheoryData<string, string> Faults => new()
    {
        { "another trail", "it stands in another trail" },
        { "missing", "it is not the next of its trail: a record is missing, doubled, or in another place" },
        { "doubled", "it is not the next of its trail: a record is missing, doubled, or in another place" },
        { "hash", "it does not have the hash that stands beside it" },
        { "no record", "it is no record of this version" },
        { "body of another trail", "it says that it stands elsewhere" },
        { "body of another place", "it says that it stands elsewhere" },
        { "fork", "it does not follow the record before it" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Entry_that_does_not_follow_is_said_to(string what, string fault)
    {
        Assert.Null(AuditChain.Fault(First.Head, "acme", Second));
        AuditEntry entry = what switch
        {
            "another trail" => With(Second, trail: "globex"),
            "missing" => Next(Second.Head, "three"),
            "doubled" => First,
            "hash" => With(Second, hash: First.Hash),
            "no record" => With(Second, body: "{}"u8.ToArray()),
            "body of another trail" => With(Second, body: Next(TrailHead.Empty(Origin, "globex") with { Length = 1 }, "two", TestWorld.Globex).Body),
            "body of another place" => With(Second, body: First.Body),
            _ => Next(Next(Start, "other").Head, "two"),
        };

        Assert.Equal(fault, AuditChain.Fault(First.Head, "acme", entry));
        var trail = new TrailVerification(Origin, "acme");
        Assert.Null(trail.Add(First));
        Assert.Equal(fault, trail.Add(entry));
        Assert.Equal(First.Head, trail.Head);
    }

    [Fact]
    public void Record_is_dropped_where_a_record_says_so()
    {
        var trail = Of(First.Drop(), Second.Drop(), Retention(Second.Head, 2));
        Assert.Equal((2L, (string?)null), (trail.Dropped, trail.EndFault()));

        // An earlier word covers what was dropped earlier, and a later one of less takes nothing back.
        AuditEntry earlier = Retention(Second.Head, 2);
        trail = Of(First.Drop(), Second.Drop(), earlier, Retention(earlier.Head, 1));
        Assert.Null(trail.EndFault());
    }

    [Fact]
    public void Record_is_taken_out_where_none_says_so()
    {
        Assert.Equal(TakenOut, Of(First.Drop(), Second.Drop(), Retention(Second.Head, 1)).EndFault());
        Assert.Equal(TakenOut, Of(First.Drop(), Second).EndFault());
        Assert.Equal(TakenOut, Of(First.Drop(), Second.Drop(), Next(Second.Head, "audit.retain", resource: "2")).EndFault());

        var trail = new TrailVerification(Origin, "acme");
        Assert.Null(trail.Add(First));
        Assert.Equal("it was taken out from among records that are there", trail.Add(Second.Drop()));
        Assert.Equal(First.Head, trail.Head);
    }

    [Fact]
    public void Nothing_is_dropped_by_a_record_of_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>("through", static () => TrailRetention.Envelope(TestWorld.Acme, 0, 1, DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentOutOfRangeException>("count", static () => TrailRetention.Envelope(TestWorld.Acme, 1, 0, DateTimeOffset.UnixEpoch));
        Assert.Throws<ArgumentNullException>("entry", static () => AuditChain.Fault(Start, "acme", null!));
        Assert.Throws<ArgumentNullException>("entry", static () => new TrailVerification(Origin, "acme").Add(null!));
    }

    private static TrailVerification Of(params AuditEntry[] entries)
    {
        var trail = new TrailVerification(Origin, "acme");
        Assert.All(entries, entry => Assert.Null(trail.Add(entry)));
        return trail;
    }

    private static AuditEntry Retention(TrailHead head, long through) =>
        AuditChain.Next(in head, head.Length, TrailRetention.Envelope(TestWorld.Acme, through, through, DateTimeOffset.UnixEpoch));

    private static AuditEntry Next(TrailHead head, string action, TenantId? tenant = null, string? resource = null) => AuditChain.Next(
        in head, head.Length, new AuditEnvelope(tenant ?? TestWorld.Acme, DateTimeOffset.UnixEpoch) { Action = action, ResourceId = resource, Outcome = AuditOutcome.Allowed, ReasonCode = "none" });

    // The same with something else in it, and with the hash of what it says.
    private static AuditEntry With(AuditEntry entry, string? trail = null, ReadOnlyMemory<byte>? body = null, Digest256? hash = null) => new(
        trail ?? entry.Trail, entry.Sequence, entry.Index, body ?? entry.Body, hash ?? Digest256.Of((body ?? entry.Body).Span), entry.Salt);
}
