namespace OpenClaw.Tenancy.Health;

/// <summary>A thing whose health is checked: the name of its check, and one sentence for each state.</summary>
/// <remarks>Immutable. SECURITY: the sentences are made before anything is found, so that nothing of what was found is in them.</remarks>
public sealed class TenancyHealthSubject
{
    /// <summary>The check of the audit ledger: <c>openclaw.tenancy.ledger</c>.</summary>
    public const string Ledger = "openclaw.tenancy.ledger";

    /// <summary>The check of the tenant directory: <c>openclaw.tenancy.directory</c>.</summary>
    public const string Directory = "openclaw.tenancy.directory";

    /// <summary>The check of the keys of issuers elsewhere: <c>openclaw.tenancy.keys</c>.</summary>
    public const string Keys = "openclaw.tenancy.keys";

    /// <summary>The check of row-level security: <c>openclaw.tenancy.row_security</c>.</summary>
    public const string RowSecurity = "openclaw.tenancy.row_security";

    private readonly string _healthy;
    private readonly string _degraded;
    private readonly string _unhealthy;

    /// <summary>Names a subject.</summary>
    /// <param name="name">The name of its check.</param>
    /// <param name="healthy">What is said of a healthy one: one fixed sentence, for anybody to read, as the others are.</param>
    /// <param name="degraded">What is said of a degraded one.</param>
    /// <param name="unhealthy">What is said of an unhealthy one.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public TenancyHealthSubject(string name, string healthy, string degraded, string unhealthy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, _healthy, _degraded, _unhealthy) = (name, healthy, degraded, unhealthy);
    }

    /// <summary>The name of its check.</summary>
    public string Name { get; }

    /// <summary>What is said of a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>A fixed sentence.</returns>
    public string TextOf(TenancyHealthState state) => state switch
    {
        TenancyHealthState.Healthy => _healthy,
        TenancyHealthState.Degraded => _degraded,
        _ => _unhealthy,
    };
}
