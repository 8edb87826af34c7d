namespace OpenClaw.Tenancy.Health;

/// <summary>Looks at one thing that decisions depend on. What is registered under this type is what <c>AddTenancyHealthChecks</c> checks.</summary>
/// <remarks>A singleton; must be safe for use by many threads. Several may have one name: the worst of them counts.</remarks>
public interface ITenancyHealthProbe
{
    /// <summary>What is looked at, and what is said of it. Read once.</summary>
    TenancyHealthSubject Subject { get; }

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found. An exception counts as unhealthy, and nobody is told what it says.</returns>
    ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken);
}
