using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>Reads trails past the permits.</summary>
public static class TrailReading
{
    /// <summary>The records of a trail that are on the disk, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditRecord>> ReadTrailAsync(
        this IServiceProvider services, TenantId tenant, long after = 0, int max = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var access = TrailAccess.DangerousForOperator(tenant, "a test looks at what was written");
        TenantDirectory directory = services.GetRequiredService<TenantDirectory>();
        IReadOnlyList<AuditEntry> entries = await services.GetRequiredService<IAuditTrailStore>().ReadAsync(access, after + 1, max, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(e => e.ToRecord(text => TrailTenants.Find(directory, text)))];
    }
}
