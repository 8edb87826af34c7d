using System.Diagnostics.Metrics;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>Counting allocates nothing, heard or not, and a decision that mints nothing makes nothing at all.</summary>
[Collection(AloneCollection.Name)]
public sealed class TelemetryCostTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_permit_costs_itself_alone(bool heard)
    {
        using var world = new MeasuredWorld(listens: false);
        using MeterListener listener = Silent(world, heard);
        AccessRequest own = world.Request();

        Assert.Equal(64, BytesOf(() => world.Engine.Authorize(in own, out _)));
        Assert.Equal(0, BytesOf(() => world.Engine.Decide(in own)));
    }

    [Fact]
    public void A_decision_that_waits_for_nothing_makes_no_span_and_no_bytes()
    {
        using var world = new MeasuredWorld(listens: false);
        AccessRequest own = world.Request();

        Assert.Equal(0, BytesOf(() =>
        {
            ValueTask<AccessDecision> pending = world.Engine.DecideAsync(own, default);
            return pending.IsCompletedSuccessfully && pending.Result.IsAllowed;
        }));
    }

    [Fact]
    public void Refusals_cost_the_same_heard_or_not()
    {
        long[] bytes = [.. new[] { false, true }.Select(static heard =>
        {
            using var world = new MeasuredWorld(listens: false, build: static b => b.UseLedger(static _ => new Nowhere()));
            using MeterListener listener = Silent(world, heard);
            AccessRequest foreign = AccessRequest.WithoutClaim(world.Read, world.World.Time.Now, DenyReason.TokenInvalid);
            return BytesOf(() => world.Engine.Authorize(in foreign, out _));
        })];

        Assert.Equal(bytes[0], bytes[1]);
    }

    private static MeterListener Silent(MeasuredWorld world, bool listens)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, world.Caught))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        if (listens)
        {
            listener.Start();
        }

        return listener;
    }

    private static long BytesOf<T>(Func<T> act)
    {
        const int Times = 1000;
        for (int i = 0; i < Times; i++)
        {
            act();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            act();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }

    private sealed class Nowhere : IAuditLedger
    {
        public bool IsDurable => false;

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => default;

        public void Emit(AuditEnvelope envelope)
        {
        }
    }
}
