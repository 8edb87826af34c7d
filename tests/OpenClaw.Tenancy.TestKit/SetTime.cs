namespace OpenClaw.Tenancy.TestKit;

/// <summary>The system's time, with a clock that somebody sets.</summary>
public sealed class SetTime : TimeProvider
{
    private long _byTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _byTicks));

    public void Set(TimeSpan by) => Interlocked.Add(ref _byTicks, by.Ticks);
}
