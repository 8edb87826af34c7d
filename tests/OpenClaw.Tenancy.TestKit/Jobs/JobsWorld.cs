using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.TestKit.Jobs;

/// <summary>A host with a queue of jobs, whose worker is the test itself.</summary>
public sealed class JobsWorld : IDisposable
{
    public const string Kind = "work";
    public static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    public JobsWorld(Action<TenancyBuilder> store, Action<TenantJobOptions>? jobs = null, Action<TenancyBuilder>? build = null, ITenancySigner? signer = null, Action<TenancyOptions>? options = null) =>
        World = new TestWorld(options, b =>
        {
            b.UseLedger(_ => Ledger);
            b.Services.AddLogging();
            b.Services.AddSingleton(signer ?? EcdsaSigner.Generate());
            b.Services.AddSingleton(Script);
            b.AddTenantJobs(o =>
            {
                o.MaxAttempts = 3;
                o.FirstRetryDelay = TimeSpan.FromSeconds(10);
                o.MaxRetryDelay = TimeSpan.FromSeconds(20);
                o.WaitInterval = TimeSpan.FromSeconds(30);
                jobs?.Invoke(o);
            });
            b.AddJobHandler<ScriptedHandler>(Kind);
            store(b);
            build?.Invoke(b);
        });

    public TestWorld World { get; }

    public JobScript Script { get; } = new();

    public DurableLedger Ledger { get; } = new();

    public ITenantJobQueue Queue => World.Services.GetRequiredService<ITenantJobQueue>();

    public ITenantJobStore Store => World.Services.GetRequiredService<ITenantJobStore>();

    public TenantJobRunner Runner => World.Services.GetRequiredService<TenantJobRunner>();

    public static JobTurn Turn { get; } = new() { Kinds = [Kind], Except = [], Lease = Lease };

    public async Task<JobEnqueuing> EnqueueAsync(VerifiedTenantClaim claim, string body, string? key = null, TimeSpan? delay = null, TimeSpan? lifetime = null, string kind = Kind)
    {
        using IServiceScope scope = World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim,
            "corr-job",
            "run-job",
            async (services, token) => await Queue.EnqueueAsync(
                services.GetRequiredService<TenantContext>(),
                new TenantJobRequest { Kind = kind, Body = Encoding.UTF8.GetBytes(body), IdempotencyKey = key, Delay = delay ?? TimeSpan.Zero, Lifetime = lifetime },
                token),
            default);
    }

    public Task<JobEnqueuing> EnqueueAsync(TenantId tenant, string body, string? key = null, TimeSpan? delay = null, TimeSpan? lifetime = null, string kind = Kind) =>
        EnqueueAsync(World.Claim(tenant, "operator.write"), body, key, delay, lifetime, kind);

    public async Task<LeasedJob?> TakeAsync(JobTurn? turn = null) => await Store.TakeAsync(turn ?? Turn, default);

    /// <summary>Takes a job, runs it and settles it; null when nothing is due.</summary>
    public async Task<JobSettlement?> StepAsync(JobTurn? turn = null)
    {
        if (await TakeAsync(turn) is not { } job)
        {
            return null;
        }

        JobSettlement settlement = await Runner.RunAsync(job, default);
        await Store.SettleAsync(job, settlement, default);
        return settlement;
    }

    public void Dispose() => World.Dispose();
}
