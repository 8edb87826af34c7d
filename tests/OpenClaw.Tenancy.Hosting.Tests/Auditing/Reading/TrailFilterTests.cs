using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>Of a trail a filter takes what it names, and nothing else.</summary>
public sealed class TrailFilterTests
{
    private const string First = "https://first.example", Second = "https://second.example";

    private static readonly AuditEnvelope[] Trail =
    [
        Envelope("0", "alice", First, AuditOutcome.Allowed, run: "run-1"),
        Envelope("1", "alice", Second, AuditOutcome.Denied, resource: "run-1"),
        Envelope("2", "alice", issuer: null, AuditOutcome.Denied, run: "run-2", resource: "session-1"),
        Envelope("3", "bob", First, AuditOutcome.Denied, run: "run-1", resource: "run-2"),
        Envelope("4", "bob", Second, AuditOutcome.Allowed),
        Envelope("5", actor: null, First, AuditOutcome.Denied, run: "RUN-1"),
        Envelope("6", "Alice", First, AuditOutcome.Denied, run: "run-11"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_what_it_names(bool pseudonymous)
    {
        using AuditWorld world = Filled(pseudonymous);

        // A run is the one that a record belongs to or is about.
        Assert.Equal("310", await TakenAsync(world, new AuditFilter { RunId = "run-1" }));
        Assert.Equal("32", await TakenAsync(world, new AuditFilter { RunId = "run-2" }));
        Assert.Equal(string.Empty, await TakenAsync(world, new AuditFilter { RunId = "run" }));

        // An id is anybody's who has it, whichever issuer gave it to him, and again when it was looked up before.
        Assert.Equal("210", await TakenAsync(world, new AuditFilter { Actor = "alice" }));
        Assert.Equal("43", await TakenAsync(world, new AuditFilter { Actor = "bob" }));
        Assert.Equal("6", await TakenAsync(world, new AuditFilter { Actor = "Alice" }));
        Assert.Equal(string.Empty, await TakenAsync(world, new AuditFilter { Actor = "nobody" }));

        // All that is named holds at once.
        Assert.Equal("0", await TakenAsync(world, new AuditFilter { Actor = "alice", Outcome = AuditOutcome.Allowed }));
        Assert.Equal("1", await TakenAsync(world, new AuditFilter { Actor = "alice", Outcome = AuditOutcome.Denied, RunId = "run-1" }));
        Assert.Equal(string.Empty, await TakenAsync(world, new AuditFilter { Actor = "bob", Outcome = AuditOutcome.Allowed, RunId = "run-1" }));
    }

    [Fact]
    public async Task Text_of_the_records_is_somebody_of_one_issuer()
    {
        using AuditWorld world = Filled(pseudonymous: true);
        string text = (await world.RecordsAsync(TestWorld.Acme)).Single(static r => r.Envelope.ReasonCode == "1").Envelope.Actor!;

        Assert.DoesNotContain("alice", text, StringComparison.Ordinal);
        Assert.Equal("1", await TakenAsync(world, new AuditFilter { Actor = text }));
    }

    // The numbers of what is taken, the newest first.
    private static async Task<string> TakenAsync(AuditWorld world, AuditFilter filter)
    {
        await world.FlushAsync();
        AccessPermit permit = await world.EarnAsync(world.Admin(TestWorld.Acme), world.Audit.Read);
        return string.Concat((await world.ReadAsync(permit, filter)).Records.Select(static r => r.Envelope.ReasonCode));
    }

    private static AuditWorld Filled(bool pseudonymous)
    {
        var world = new AuditWorld(build: b =>
        {
            if (pseudonymous)
            {
                b.PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("k1", Enumerable.Range(1, 32).Select(static i => (byte)i).ToArray()));
            }
        });

        // The host's ledger, before which the pseudonyms are given.
        IAuditLedger ledger = world.Host.World.Services.GetRequiredService<IAuditLedger>();
        foreach (AuditEnvelope envelope in Trail)
        {
            ledger.Emit(envelope);
        }

        return world;
    }

    private static AuditEnvelope Envelope(string number, string? actor, string? issuer, AuditOutcome outcome, string? run = null, string? resource = null) =>
        new(TestWorld.Acme, DateTimeOffset.UnixEpoch)
        {
            EffectiveTenant = TestWorld.Acme,
            Actor = actor,
            Issuer = issuer,
            RunId = run,
            ResourceId = resource,
            Action = "runs.read",
            Outcome = outcome,
            ReasonCode = number,
        };
}
