using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Health;

/// <summary>Whether the directory is fresh enough to decide by.</summary>
internal sealed class DirectoryProbe(TenantDirectory directory) : ITenancyHealthProbe
{
    internal const string Age = "age_seconds";

    public TenancyHealthSubject Subject { get; } = new(
        TenancyHealthSubject.Directory, "The tenant directory is up to date.", "The tenant directory was not read for a while.", "The tenant directory is too old to decide by.");

    public ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        TenancyHealth health = directory.SnapshotAge switch
        {
            null => new TenancyHealth(TenancyHealthState.Healthy),
            { } never when never == TimeSpan.MaxValue => new TenancyHealth(TenancyHealthState.Unhealthy),
            { } age => new TenancyHealth(StateOf(age), KeyValuePair.Create(Age, age.TotalSeconds)),
        };
        return new ValueTask<TenancyHealth>(health);
    }

    // Every reading of a sound source comes within half of the time.
    private TenancyHealthState StateOf(TimeSpan age) =>
        age > directory.MaxAge ? TenancyHealthState.Unhealthy : age > directory.MaxAge / 2 ? TenancyHealthState.Degraded : TenancyHealthState.Healthy;
}
