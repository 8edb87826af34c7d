using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Refusals of people whom nobody knows go to the platform's trail, sampled and counted.</summary>
public sealed class StrangerTests
{
    [Fact]
    public void Admit_Strangers_AreSampledAndCounted()
    {
        using var world = new TestWorld(static o => o.MaxStrangerRecordsPerSecond = 3);

        for (int i = 0; i < 10; i++)
        {
            world.Engine.Admit(Stranger(world));
            world.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal([0L, 0L, 0L], Suppressed(world));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        world.Engine.Admit(Stranger(world));
        world.Engine.Admit(Stranger(world));
        Assert.Equal([0L, 0L, 0L, 7L, 0L], Suppressed(world));
    }

    [Fact]
    public void Record_that_the_ledger_did_not_take_is_counted_in_the_next()
    {
        var ledger = new DurableLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => ledger));
        ledger.BeforeEmit = static _ => throw new IOException("full");
        world.Engine.Admit(Stranger(world));
        world.Engine.Admit(Stranger(world));
        ledger.BeforeEmit = static _ => { };
        world.Engine.Admit(Stranger(world));
        world.Engine.Admit(Stranger(world));

        Assert.Equal([2L, 0L], ledger.Emitted.Select(static e => e.Suppressed));
    }

    [Fact]
    public void Admit_Stranger_IsRecordedWithoutATenant()
    {
        using var world = new TestWorld();

        world.Engine.Admit(Stranger(world, "signature"));

        AuditEnvelope record = Assert.Single(world.Ledger.Read(TenantId.Platform)).Envelope;
        Assert.Equal(("token_invalid", "signature", AuditOutcome.Denied), (record.ReasonCode, record.Detail, record.Outcome));
        Assert.Null(record.EffectiveTenant);
        Assert.Null(record.Actor);
        Assert.NotEmpty(record.CorrelationId);
    }

    [Fact]
    public void Authorize_DefaultRequest_IsRecordedToo()
    {
        using var world = new TestWorld();

        world.Engine.Authorize(default, out _);

        Assert.Equal(("none", "claim_missing"), (world.Ledger.Read(TenantId.Platform)[0].Envelope.Action, world.Ledger.Read(TenantId.Platform)[0].Envelope.ReasonCode));
    }

    private static long[] Suppressed(TestWorld world) => [.. world.Ledger.Read(TenantId.Platform).Select(static r => r.Envelope.Suppressed)];

    private static AccessRequest Stranger(TestWorld world, string? detail = null) =>
        AccessRequest.WithoutClaim(world.Read(), world.Time.Now, DenyReason.TokenInvalid, detail);
}
