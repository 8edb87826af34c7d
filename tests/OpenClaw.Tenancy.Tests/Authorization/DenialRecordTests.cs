using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>One refusal is one record in the actor's trail, from which nobody learns whether a foreign thing exists.</summary>
public sealed class DenialRecordTests
{
    public static TheoryData<string> Hidden => ["foreign", "unowned", "absent"];

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Authorize_HiddenRefusal_IsOneRecordThatTellsNothing(string kind)
    {
        using var world = new TestWorld();

        world.Engine.Authorize(world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource(kind)), out _);

        AuditEnvelope seen = Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope;
        Assert.Equal("not_found", seen.ReasonCode);
        Assert.Null(seen.TargetTenant);
        Assert.Empty(world.Ledger.Read(TestWorld.Globex));
    }

    [Fact]
    public void Authorize_ForeignUnownedAndAbsent_AreEqualRecordsButForTimeAndCorrelation()
    {
        string[] records = [.. Hidden.Select(static kind =>
        {
            using var world = new TestWorld();
            world.Engine.Authorize(world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource(kind.Data)), out _);
            return Flat(Assert.Single(world.Ledger.Read(TestWorld.Acme)));
        })];

        Assert.Single(records.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("foreign", "tenant_mismatch", "globex")]
    [InlineData("unowned", "resource_unowned", null)]
    [InlineData("absent", "resource_absent", null)]
    public void Authorize_HiddenRefusal_TruthIsInThePlatformTrail(string kind, string code, string? target)
    {
        using var world = new TestWorld();

        world.Engine.Authorize(world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource(kind)), out _);

        AuditEnvelope truth = Assert.Single(world.Ledger.Read(TenantId.Platform)).Envelope;
        Assert.Equal((code, target), (truth.ReasonCode, truth.TargetTenant?.ToString()));
        Assert.Equal(TestWorld.Acme, truth.EffectiveTenant);
        Assert.Equal(Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.CorrelationId, truth.CorrelationId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("corr-1")]
    [InlineData("bad\"id\\")]
    [InlineData("evil\r\nid")]
    public void Authorize_HiddenRefusal_CorrelationJoinsBothTrails(string? correlation)
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource("foreign")) with { CorrelationId = correlation };

        world.Engine.Authorize(in request, out _);

        string seen = Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.CorrelationId;
        Assert.NotEmpty(seen);
        Assert.Equal(seen, Assert.Single(world.Ledger.Read(TenantId.Platform)).Envelope.CorrelationId);
    }

    [Fact]
    public void Authorize_LongCorrelation_JoinsBothTrails()
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource("foreign")) with { CorrelationId = new string('a', 300) };

        world.Engine.Authorize(in request, out _);

        Assert.Equal(
            Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.CorrelationId,
            Assert.Single(world.Ledger.Read(TenantId.Platform)).Envelope.CorrelationId);
    }

    [Fact]
    public void Authorize_OpenRefusal_IsOneRecordWithItsReason()
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme), Ask.Of(TestWorld.Globex));

        world.Engine.Authorize(in request, out _);
        world.Engine.Admit(in request);

        Assert.Equal(["scope_missing", "scope_missing"], world.Ledger.Read(TestWorld.Acme).Select(static r => r.Envelope.ReasonCode));
        Assert.Equal([1L, 2L], world.Ledger.Read(TestWorld.Acme).Select(static r => r.Sequence));
        Assert.Empty(world.Ledger.Read(TenantId.Platform));
        Assert.Empty(world.Ledger.Read(TestWorld.Globex));
    }

    [Fact]
    public async Task AuthorizeAsync_Refusal_IsOneRecord_DecideIsNone()
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), Resource("foreign"));

        world.Engine.Decide(in request);
        await world.Engine.DecideAsync(request);
        Assert.Empty(world.Ledger.Read(TestWorld.Acme));

        await world.Engine.AuthorizeAsync(request);
        Assert.Single(world.Ledger.Read(TestWorld.Acme));
    }

    [Fact]
    public void Record_NamesWhoDidWhat()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme);

        world.Engine.Authorize(world.Request(claim, Ask.Of(TestWorld.Acme), world.Engine.Action("operator.write", "runs.abort")), out _);

        AuditEnvelope record = Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope;
        Assert.Equal(("someone", TestWorld.Idp, "runs.abort", "r1"), (record.Actor, record.Issuer, record.Action, record.ResourceId));
        Assert.Equal((AuditOutcome.Denied, world.Time.Now, TestWorld.Acme), (record.Outcome, record.OccurredAt, record.EffectiveTenant));
        Assert.Null(record.Way);
    }

    private static ResourceRef Resource(string kind) => kind switch
    {
        "foreign" => Ask.Of(TestWorld.Globex),
        "unowned" => Ask.Of(null),
        _ => ResourceRef.Absent("r1"),
    };

    private static string Flat(AuditRecord record)
    {
        string[] apart = [nameof(AuditEnvelope.OccurredAt), nameof(AuditEnvelope.CorrelationId)];
        return record.Sequence + "|" + string.Join('|', typeof(AuditEnvelope).GetProperties()
            .Where(p => !apart.Contains(p.Name)).Select(p => $"{p.Name}={p.GetValue(record.Envelope)}"));
    }
}
