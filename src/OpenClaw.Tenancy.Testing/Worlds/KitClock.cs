namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>The machine's clock, which a check can put forward to let a claim end.</summary>
internal sealed class KitClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    internal void PutForward(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}
