using System.Diagnostics;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>An envelope always has a tenant, and text from outside is one line of printable ASCII.</summary>
public sealed class AuditEnvelopeTests
{
    [Fact]
    public void Envelope_WithoutTenant_CannotBeMade() => Assert.Throws<ArgumentNullException>(() => With(tenant: null!));

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("a\0b", "a\\u0000b")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("a\u2028b\u2029", "a\\u2028b\\u2029")]
    [InlineData("\u202eevil\u2066", "\\u202eevil\\u2066")]
    [InlineData("zero\u200bwidth", "zero\\u200bwidth")]
    [InlineData("\u007f\u0085", "\\u007f\\u0085")]
    [InlineData("a\"b\\c", "a\\u0022b\\u005cc")]
    [InlineData("\\u000a", "\\u005cu000a")]
    [InlineData("caf\u00e9", "caf\\u00e9")]
    public void Text_FromOutside_IsEscaped(string text, string expected)
    {
        AuditEnvelope envelope = With(text: text);

        Assert.Equal((expected, expected, expected), (envelope.Actor, envelope.ResourceId, envelope.CorrelationId));
    }

    [Fact]
    public void Text_EveryChar_BecomesPrintableAsciiAndStaysDistinct()
    {
        string[] written = [.. Enumerable.Range(0, 0x1_0000).Select(static c => With(text: ((char)c).ToString()).Actor!)];

        Assert.All(written, static text => Assert.True(text.All(static c => c is >= ' ' and <= '~')));
        Assert.Equal(written.Length, written.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Text_Long_IsCutAndSaysSo()
    {
        Assert.Equal(new string('a', 256), With(text: new string('a', 256)).Actor);
        Assert.Equal(new string('a', 256) + "...", With(text: new string('a', 257)).Actor);
        Assert.True(With(text: new string('\n', 1_000_000)).Actor!.Length < 2_000);
    }

    [Fact]
    public void CorrelationId_LeftOut_IsMinted()
    {
        AuditEnvelope one = With(text: null);
        AuditEnvelope two = With(text: null);

        Assert.Matches(@"\A[0-9a-f]{32}\z", one.CorrelationId);
        Assert.NotEqual(one.CorrelationId, two.CorrelationId);
        Assert.Null(one.Actor);
    }

    [Fact]
    public void CorrelationId_Empty_IsMinted()
    {
        AuditEnvelope envelope = With(TestWorld.Acme, string.Empty);

        Assert.Matches(@"\A[0-9a-f]{32}\z", envelope.CorrelationId);
        Assert.Equal(envelope.CorrelationId, envelope.CorrelationId);
    }

    [Fact]
    public void TraceId_LeftOut_IsTheActivitys()
    {
        Assert.Null(With(text: null).TraceId);
        using Activity activity = new Activity("w3c").SetIdFormat(ActivityIdFormat.W3C).Start();
        AuditEnvelope inside = With(text: null);

        Assert.Matches(@"\A[0-9a-f]{32}\z", inside.TraceId);
        Assert.Equal(activity.TraceId.ToHexString(), inside.TraceId);
        using Activity other = new Activity("hierarchical").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        Assert.Null(With(text: null).TraceId);
    }

    [Fact]
    public void Record_WithoutEnvelope_CannotBeMade() => Assert.Throws<ArgumentNullException>(() => new AuditRecord(1, null!));

    private static AuditEnvelope With(string? text) => With(TestWorld.Acme, text);

    private static AuditEnvelope With(TenantId tenant, string? text = null) => new(tenant, DateTimeOffset.UnixEpoch)
    {
        Action = "a",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "r",
        Actor = text,
        ResourceId = text,
        CorrelationId = text!,
    };
}
