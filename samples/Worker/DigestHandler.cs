using System.Text;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Samples.Worker;

/// <summary>The work: says for whom it is done. One that is told to fails at its first attempt.</summary>
internal sealed class DigestHandler(Journal journal) : ITenantJobHandler
{
    internal const string Kind = "digest";

    public async Task RunAsync(TenantContext tenant, TenantJob job, CancellationToken cancellationToken)
    {
        string body = Encoding.UTF8.GetString(job.Body.Span);
        if (body.EndsWith('!') && job.Attempt == 1)
        {
            throw new InvalidOperationException("It was told to.");
        }

        // Work takes a while, in which others get their turn.
        await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        journal.Write(tenant.Tenant.ToString(), body, job.Attempt);
    }
}
