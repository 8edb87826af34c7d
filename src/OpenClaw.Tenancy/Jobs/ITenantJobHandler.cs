using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Does jobs of one kind. A scoped service: made for each attempt, in a scope that belongs to the job's tenant.</summary>
public interface ITenantJobHandler
{
    /// <summary>Does a job. It is done when this returns; it is tried again, a bounded number of times, when this throws.</summary>
    /// <param name="tenant">The context of the scope. It dies with the tenant, the member and the credential, also while the job runs.</param>
    /// <param name="job">The job. The same one may come again, also after it was done: a process may die between the deed and the note of it.</param>
    /// <param name="cancellationToken">Cancelled when the host stops, when the job took too long, or when another process has taken it over.</param>
    /// <returns>A task that ends when the job is done.</returns>
    Task RunAsync(TenantContext tenant, TenantJob job, CancellationToken cancellationToken);
}
