using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing.Pseudonyms;

/// <summary>Where the host asks for pseudonyms, no record holds a subject, whichever ledger is registered and when.</summary>
public sealed class PseudonymTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool> Orders => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Record_InAnyOrderOfRegistration_HoldsThePseudonym(bool pseudonymsFirst, bool durable)
    {
        var memory = new InMemoryAuditLedger();
        var durableLedger = new DurableLedger();
        IAuditLedger inner = durable ? durableLedger : memory;
        using var world = new TestWorld(build: b => _ = pseudonymsFirst
            ? b.PseudonymizeSubjects(Named).UseLedger(_ => inner)
            : b.UseLedger(_ => inner).PseudonymizeSubjects(Named));
        IAuditLedger ledger = world.Services.GetRequiredService<IAuditLedger>();
        world.Engine.Authorize(new(world.Claim(TestWorld.Acme), world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), world.Time.Now), out _);
        ledger.Emit(Envelope("someone", "delegate"));
        await ledger.AppendAsync(Envelope("someone", "delegate"), Token);

        AuditEnvelope[] written = durable
            ? [.. durableLedger.Emitted, .. durableLedger.Appended]
            : [.. memory.Read(TestWorld.Acme).Select(static r => r.Envelope)];
        Assert.Equal(durable, ledger.IsDurable);
        Assert.Equal(3, written.Length);
        Assert.All(written, e => Assert.Equal(Expected("idp", "someone"), e.Actor));
        Assert.All(written[1..], e => Assert.Equal((Expected("other", "delegate"), "t"), (e.Delegate, e.Details["ticket"])));
        Assert.Null(written[0].Delegate);
    }

    [Fact]
    public void Record_OfNobody_StaysOfNobody()
    {
        var memory = new InMemoryAuditLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => memory).PseudonymizeSubjects(Named));
        AuditEnvelope envelope = Envelope(null, null);

        world.Services.GetRequiredService<IAuditLedger>().Emit(envelope);

        Assert.Same(envelope, Assert.Single(memory.Read(TestWorld.Acme)).Envelope);
    }

    [Fact]
    public void Envelope_WithAPseudonym_IsTheSameOtherwise()
    {
        var memory = new InMemoryAuditLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => memory).PseudonymizeSubjects(Named));
        AuditEnvelope envelope = Envelope("a\\u000ab\n", "x");

        world.Services.GetRequiredService<IAuditLedger>().Emit(envelope);

        AuditEnvelope written = Assert.Single(memory.Read(TestWorld.Acme)).Envelope;
        Assert.All(
            typeof(AuditEnvelope).GetProperties().Where(static p => p.Name is not ("Actor" or "Delegate")),
            p => Assert.Equal(p.GetValue(envelope), p.GetValue(written)));
        Assert.Equal(Expected("idp", envelope.Actor!), written.Actor);
        Assert.Equal(written.Actor, world.Services.GetRequiredService<AuditSubjects>().TextOf("idp", "a\\u000ab\n"));
    }

    [Fact]
    public void Record_ThatNamesSomebodyInItsDetails_HoldsThePseudonym()
    {
        var memory = new InMemoryAuditLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => memory).PseudonymizeSubjects(Named));
        world.Services.GetRequiredService<IAuditLedger>().Emit(new AuditEnvelope(TestWorld.Acme, DateTimeOffset.UnixEpoch)
        {
            Action = "a",
            Outcome = AuditOutcome.Allowed,
            ReasonCode = "none",
            Details = new Dictionary<string, string> { ["approver"] = "someone", ["approver_issuer"] = "idp", ["ticket"] = "someone" },
        });

        IReadOnlyDictionary<string, string> details = Assert.Single(memory.Read(TestWorld.Acme)).Envelope.Details;
        Assert.Equal((Expected("idp", "someone"), "idp", "someone"), (details["approver"], details["approver_issuer"], details["ticket"]));
    }

    [Fact]
    public void Pseudonym_OfOtherFields_IsAnother()
    {
        using var world = new TestWorld(build: static b => b.PseudonymizeSubjects(Named));
        using var other = new TestWorld(build: static b => b.PseudonymizeSubjects(o => (o.KeyId, o.Key) = ("k1", new byte[32])));
        AuditSubjects subjects = world.Services.GetRequiredService<AuditSubjects>();

        string[] all =
        [
            subjects.TextOf("ab", "c"), subjects.TextOf("a", "bc"), subjects.TextOf("", "abc"), subjects.TextOf(null, "abc"), subjects.TextOf("abc", ""),
            subjects.TextOf("ab", "C"), other.Services.GetRequiredService<AuditSubjects>().TextOf("ab", "c"),
        ];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, static one => Assert.Matches(@"\Ahmac-sha256:v1:k1:[0-9a-f]{64}\z", one));

        // Somebody whose id looks like a pseudonym does not get that one.
        Assert.NotEqual(all[0], subjects.TextOf("ab", all[0]));
    }

    [Fact]
    public void Subjects_NotAskedFor_StandAsTheyAre()
    {
        using var world = new TestWorld();
        AuditSubjects subjects = world.Services.GetRequiredService<AuditSubjects>();

        Assert.False(subjects.ArePseudonymous);
        Assert.Equal("a\\u000ab", subjects.TextOf("idp", "a\nb"));
        Assert.IsType<InMemoryAuditLedger>(world.Services.GetRequiredService<IAuditLedger>());
    }

    [Fact]
    public void Ledger_RegisteredPastTheBuilder_RefusesTheStart()
    {
        using var world = new TestWorld(build: static b =>
        {
            b.PseudonymizeSubjects(Named);
            b.Services.AddSingleton<IAuditLedger>(new DurableLedger());
        });

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value);
        Assert.Contains("UseLedger", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    private static void Named(SubjectPseudonymOptions options) => (options.KeyId, options.Key) = ("k1", Key);

    private static AuditEnvelope Envelope(string? actor, string? acting) => new(TestWorld.Acme, DateTimeOffset.UnixEpoch)
    {
        EffectiveTenant = TestWorld.Acme,
        TargetTenant = TestWorld.Globex,
        Actor = actor,
        Issuer = "idp",
        Delegate = acting,
        DelegateIssuer = "other",
        Action = "a",
        ResourceId = "r",
        RunId = "run",
        GrantId = "g",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
        Detail = "d",
        StatedReason = "s",
        Way = "own",
        Suppressed = 3,
        TraceId = "t",
        Details = new Dictionary<string, string> { ["ticket"] = "t" },
    };

    private static string Expected(string issuer, string subject)
    {
        byte[] fields = [0, 0, 0, (byte)issuer.Length, .. Encoding.UTF8.GetBytes(issuer), 0, 0, 0, (byte)subject.Length, .. Encoding.UTF8.GetBytes(subject)];
        return "hmac-sha256:v1:k1:" + Convert.ToHexStringLower(HMACSHA256.HashData(Key, fields));
    }
}
