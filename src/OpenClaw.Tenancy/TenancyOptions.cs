using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy;

/// <summary>How a host divides what it holds between tenants. Read once at start: later changes throw.</summary>
public sealed class TenancyOptions
{
    private bool _frozen;

    /// <summary>The mode. There is no default: a host says what it wants.</summary>
    public TenancyMode Mode { get; set => field = Free(value); }

    /// <summary>The one tenant of a <see cref="TenancyMode.Pinned"/> deployment, as its id's text.</summary>
    /// <value>Default: null, which every other mode needs.</value>
    public string? PinnedTenant { get; set => field = Free(value); }

    /// <summary>Whether, and by which right, an act may cross tenants.</summary>
    /// <value>Default: null, which is <see cref="Tenancy.CrossTenantAccess.BreakGlass"/> with a durable ledger and <see cref="Tenancy.CrossTenantAccess.Never"/> without.</value>
    public CrossTenantAccess? CrossTenantAccess { get; set => field = Free(value); }

    /// <summary>Which scope implies which.</summary>
    /// <value>Default: <see cref="ScopeLattice.OpenClaw"/>.</value>
    public ScopeLattice Lattice { get; set => field = Free(value); } = ScopeLattice.OpenClaw;

    /// <summary>How long one asynchronous evaluator may take before it counts as a fault.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan EvaluatorTimeout { get; set => field = Free(value); } = TimeSpan.FromSeconds(1);

    /// <summary>How long one look-up of an owner, or one verification of a credential, may take before the request is refused.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan DependencyTimeout { get; set => field = Free(value); } = TimeSpan.FromSeconds(5);

    /// <summary>How old the contents of the directory may be before every decision is refused, where a source reports its readings.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxSnapshotAge { get; set => field = Free(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How many refusals of unauthenticated callers are recorded in a second; the rest are counted.</summary>
    /// <value>Default: 100.</value>
    public int MaxStrangerRecordsPerSecond { get; set => field = Free(value); } = 100;

    /// <summary>How long attempts on what a tenant owns are counted before its trail says how many there were, without a word of who made them.</summary>
    /// <value>Default: 1 minute; between 1 second and 1 day.</value>
    public TimeSpan ForeignAttemptWindow { get; set => field = Free(value); } = TimeSpan.FromMinutes(1);

    /// <summary>What a decision that allows leaves in the trail of the tenant that acts.</summary>
    /// <value>Default: <see cref="AllowedRecords.NotRecorded"/>. <see cref="AllowedRecords.Durable"/> needs a durable ledger.</value>
    public AllowedRecords RecordAllowed { get; set => field = Free(value); }

    /// <summary>How the spans and the log lines of a tenant's scope say whose they are. Metrics never do.</summary>
    /// <value>Default: <see cref="Tenancy.TenantTag.Absent"/>. <see cref="Tenancy.TenantTag.Pseudonym"/> needs <c>PseudonymizeSubjects</c>.</value>
    public TenantTag TenantTag { get; set => field = Free(value); }

    /// <summary>How many tenants may be created through the host's own administration, without the deleted ones.</summary>
    /// <value>Default: null, any number. A pilot sets 5, say.</value>
    public int? MaxTenants { get; set => field = Free(value); }

    internal void Freeze() => _frozen = true;

    // SECURITY: above all the mode must not change under a running process.
    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The tenancy options are fixed when the host starts. Set them in AddTenancy, and start the process anew to change them.");
}
