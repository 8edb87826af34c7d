namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The making of one value, on which others may wait.</summary>
internal abstract class Flight
{
    private volatile bool _abandoned;

    private protected Flight()
    {
    }

    /// <summary>Whether the entry was set or removed meanwhile, so that what is being made is out of date.</summary>
    internal bool IsAbandoned => _abandoned;

    internal void Abandon() => _abandoned = true;
}
