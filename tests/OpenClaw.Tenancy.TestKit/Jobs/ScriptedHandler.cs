using System.Text;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.TestKit.Jobs;

/// <summary>Does what a test says.</summary>
public sealed class ScriptedHandler(JobScript script, TenantContext own) : ITenantJobHandler
{
    public Task RunAsync(TenantContext tenant, TenantJob job, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(own, tenant))
        {
            throw new InvalidOperationException("The handler was made in another scope than it runs in.");
        }

        script.Ran.Enqueue(new RanJob(tenant.Tenant.ToString(), job.Id.ToString(), Encoding.UTF8.GetString(job.Body.Span), job.Attempt, tenant));
        return script.Act(tenant, job, cancellationToken);
    }
}
