using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A clock on which time passes whenever somebody has looked at it.</summary>
internal sealed class PassingTime : TimeProvider
{
    internal ManualTime Base { get; set; } = new();

    internal TimeSpan PassAfterEachLook { get; set; }

    internal int Looks { get; private set; }

    public override long TimestampFrequency => Base.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now = Base.GetUtcNow();
        Looks++;
        Base.Advance(PassAfterEachLook);
        return now;
    }

    public override long GetTimestamp() => Base.GetTimestamp();
}
