using System.Threading.Channels;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Scopes;

namespace Docs.Snippets.HowTo;

// <snippet name="background-queue">
public sealed record Job(VerifiedTenantClaim Claim, string Document);

public sealed class JobQueue
{
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(100);

    public ChannelReader<Job> Jobs => _jobs.Reader;

    public ValueTask AddAsync(TenantContext tenant, string document, TimeProvider time, CancellationToken cancellationToken)
    {
        TenantScopedScope read = TenantScopedScope.ForTenant("operator.read", tenant.Tenant);
        VerifiedTenantClaim part = tenant.Claim.Delegate("indexer", [read], time.GetUtcNow().AddMinutes(1));
        return _jobs.Writer.WriteAsync(new Job(part, document), cancellationToken);
    }
}
// </snippet>

// <snippet name="background-worker">
public sealed class Indexer(JobQueue queue, IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Job job in queue.Jobs.ReadAllAsync(stoppingToken))
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            ITenantContextFactory factory = scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();
            await factory.RunAsync(job.Claim, (services, ct) => IndexAsync(services, job.Document, ct), stoppingToken);
        }
    }

    private static async Task<bool> IndexAsync(IServiceProvider services, string document, CancellationToken cancellationToken)
    {
        TenantContext tenant = services.GetRequiredService<TenantContext>();
        PolicyEngine engine = services.GetRequiredService<PolicyEngine>();
        AccessResult result = await tenant.AuthorizeAsync<Run>(engine.Action("operator.read"), document, cancellationToken);
        return result.IsAllowed;      // the claim ended, was revoked, or the document is another tenant's: no permit
    }
}
// </snippet>

// <snippet name="background-door">
public sealed class ScheduleDoor(TenantIssuer issuer, TimeProvider time)
{
    public ClaimAcceptance Enter(string tenant, string schedule) => issuer.Accept(new TenantClaim
    {
        Issuer = issuer.Name,
        Tenant = tenant,
        Subject = schedule,
        Scopes = [$"operator.read@{tenant}"],
        IssuedAt = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow() + issuer.MaxLifetime,
    });
}
// </snippet>

public static class BackgroundWork
{
    public static void Register(TenancyBuilder builder)
    {
        // <snippet name="background-register">
        builder.AddIssuer(
            "schedules",
            o => o.ForEveryTenant("the host's own schedules, kept per tenant"),
            (services, door) => new ScheduleDoor(door, services.GetRequiredService<TimeProvider>()));
        // </snippet>
    }
}
