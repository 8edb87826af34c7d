namespace OpenClaw.Tenancy.Posture;

/// <summary>Looks whether the host, as it was put together, is something of the no-go list. What is registered under this type is what the posture check asks.</summary>
/// <remarks>A singleton; must be safe for use by many threads. Several may look at one entry of the list: each of them counts.</remarks>
public interface ITenancyPostureRule
{
    /// <summary>The entry of the list that it looks at. Read often.</summary>
    TenancyNoGo NoGo { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, a sentence each with its fix and without a secret or a tenant's data; empty where the host is no such thing. An exception counts as found.</returns>
    ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken);
}
