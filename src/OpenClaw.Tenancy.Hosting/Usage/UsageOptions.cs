namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>Which events of usage are counted. Read once at start: later changes throw.</summary>
public sealed class UsageOptions
{
    private bool _frozen;

    /// <summary>How old an event may be when it is written. Older ones are refused, so that a day that was billed does not change any more.</summary>
    /// <value>Default: 7 days. From 1 hour to 31 days.</value>
    public TimeSpan MaxAge { get; set => field = Free(value); } = TimeSpan.FromDays(7);

    /// <summary>How far ahead of the host's clock an event may be, for hosts whose clocks differ.</summary>
    /// <value>Default: 5 minutes. From zero to 1 hour.</value>
    public TimeSpan MaxAhead { get; set => field = Free(value); } = TimeSpan.FromMinutes(5);

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of usage are fixed when the host starts. Set them in AddTenantUsage, and start the process anew to change them.");
}
