using System.Text;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Scopes;

namespace Docs.Snippets.HowTo;

// <snippet name="background-handler">
public sealed class Indexer(PolicyEngine engine) : ITenantJobHandler
{
    private readonly AccessAction _read = engine.Action("operator.read");

    public async Task RunAsync(TenantContext tenant, TenantJob job, CancellationToken cancellationToken)
    {
        string document = Encoding.UTF8.GetString(job.Body.Span);
        AccessResult result = await tenant.AuthorizeAsync<Run>(_read, document, cancellationToken);
        if (result.IsAllowed)       // revoked since, or another tenant's document: no permit
        {
            await IndexAsync(result.Permit, document, cancellationToken);
        }
    }

    private static Task IndexAsync(AccessPermit permit, string document, CancellationToken cancellationToken) => Task.CompletedTask;
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
    public static void Jobs(TenancyBuilder builder)
    {
        // <snippet name="background-jobs">
        builder.AddTenantJobs(o => o.MaxAttempts = 5)
            .AddJobHandler<Indexer>("index")
            .AddInProcessJobs()
            .AddJobWorker(o => o.MaxParallel = 8);
        // </snippet>
    }

    public static void PostgreSql(TenancyBuilder builder, string connectionString)
    {
        // <snippet name="background-postgres">
        builder.AddTenantJobs()
            .AddSigningKeyFile("signing.pem")                // shared by all processes of the queue
            .AddPostgreSqlJobs(connectionString)
            .AddJobHandler<Indexer>("index")
            .AddJobWorker();                                 // in the processes that do the work
        // </snippet>
    }

    public static void Endpoint(WebApplication app)
    {
        // <snippet name="background-enqueue">
        app.MapPost("/documents/{id}/index", async (string id, TenantContext tenant, ITenantJobQueue queue, CancellationToken cancellationToken) =>
        {
            JobEnqueuing job = await queue.EnqueueAsync(
                tenant,
                new TenantJobRequest
                {
                    Kind = "index",
                    Body = Encoding.UTF8.GetBytes(id),
                    IdempotencyKey = id,
                    Scopes = [TenantScopedScope.ForTenant("operator.read", tenant.Tenant)],
                    Lifetime = TimeSpan.FromHours(1),
                },
                cancellationToken);
            return job.IsAccepted ? Results.Accepted(value: job.Id.ToString()) : Results.StatusCode(503);
        }).RequireTenantScope("operator.write");
        // </snippet>
    }

    public static async Task Own(TenantContext tenant, TenantEnvelopes envelopes, byte[] body, Func<string, byte[], Task> send, CancellationToken cancellationToken)
    {
        // <snippet name="background-seal">
        EnvelopeSealing sealing = await envelopes.SealAsync(tenant, new EnvelopeRequest { Purpose = "mail/send", Lifetime = TimeSpan.FromMinutes(10) }, body, cancellationToken);
        if (sealing.IsSealed)
        {
            await send(sealing.Envelope.Text, body);
        }
        // </snippet>
    }

    public static async Task Opened(ITenantContextFactory contexts, TenantEnvelopes envelopes, string text, byte[] body, CancellationToken cancellationToken)
    {
        // <snippet name="background-open">
        EnvelopeOpening opening = envelopes.Open(text, "mail/send", body);
        if (opening.IsOpen)
        {
            await contexts.RunAsync(opening.Claim, opening.CorrelationId, opening.RunId, SendAsync, cancellationToken);
        }
        else if (opening.MayOpenLater)
        {
            // Leave the message where it is: its tenant is suspended, or the directory cannot say.
        }
        // </snippet>
    }

    private static Task<bool> SendAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(true);

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
