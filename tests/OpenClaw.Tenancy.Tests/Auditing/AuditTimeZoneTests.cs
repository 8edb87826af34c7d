using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>A record says when it happened, wherever the machine stands that reads it.</summary>
[Collection(AloneCollection.Name)]
public sealed class AuditTimeZoneTests : IDisposable
{
    private const string Zone = "TZ";

    private readonly string? _before = Environment.GetEnvironmentVariable(Zone);

    public void Dispose() => Set(_before);

    [Fact]
    public void Time_is_read_as_it_was_written()
    {
        TrailHead head = TrailHead.Empty("openclaw-tenancy/test", "acme");
        var moment = new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero);
        AuditEntry entry = AuditChain.Next(in head, 0, new AuditEnvelope(TestWorld.Acme, moment) { Action = "a", Outcome = AuditOutcome.Denied, ReasonCode = "r" });
        Set("Asia/Tokyo");
        Assert.SkipWhen(TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.Zero, "The zone cannot be set here.");

        Assert.Equal(moment, entry.ReadOccurredAt());
        Assert.Equal((moment, TimeSpan.Zero), (entry.ToRecord(TenantId.From).Envelope.OccurredAt, entry.ReadOccurredAt().Offset));
    }

    private static void Set(string? zone)
    {
        Environment.SetEnvironmentVariable(Zone, zone);
        TimeZoneInfo.ClearCachedData();
    }
}
