using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Samples.Worker;

/// <summary>A host without a web server that does work for three tenants, and shows what becomes of it.</summary>
public static class WorkerProgram
{
    private const int Noise = 20;

    /// <summary>Runs the sample to its end.</summary>
    /// <param name="args"><c>--postgres CONNECTION</c> keeps the jobs in PostgreSQL, <c>--key FILE</c> says where the signing key is kept then. Default: in memory.</param>
    /// <param name="output">Where it writes.</param>
    /// <returns>0, or 1 when something was not as it should be.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var journal = new Journal(output);
        using IHost host = Build(Option(args, "--postgres"), Option(args, "--key") ?? "worker-signing.pem", journal);
        TenantDirectory directory = host.Services.GetRequiredService<TenantDirectory>();
        await output.WriteLineAsync($"{Noise} jobs of acme, of which one fails the first time; then one of globex, and one of initech, which is suspended meanwhile.");
        for (int i = 1; i <= Noise; i++)
        {
            await EnqueueAsync(host.Services, "acme", i == 3 ? $"job {i}!" : $"job {i}");
        }

        await EnqueueAsync(host.Services, "globex", "the only one");
        await EnqueueAsync(host.Services, "initech", "after the suspension");
        directory.SetStatus(TenantId.From("initech"), TenantStatus.Suspended);
        await host.StartAsync();
        await UntilAsync(() => journal.Lines.Count == Noise + 1);

        await output.WriteLineAsync("initech is active again.");
        directory.SetStatus(TenantId.From("initech"), TenantStatus.Active);
        await UntilAsync(() => journal.Lines.Count == Noise + 2);

        await output.WriteLineAsync("Somebody puts a job into the queue that nobody has sealed:");
        JobSettlement refused = await host.Services.GetRequiredService<TenantJobRunner>().RunAsync(
            new LeasedJob(
                new StoredJob
                {
                    Tenant = "acme", Id = "j0", Kind = DigestHandler.Kind, Body = "forged"u8.ToArray(), Envelope = "octe1.forged", ExpiresAt = DateTimeOffset.MaxValue, Delay = TimeSpan.Zero,
                },
                "none",
                1),
            CancellationToken.None);
        await output.WriteLineAsync($"  {refused.Fate}, {refused.Reason}");
        await host.StopAsync();

        int place = journal.Lines.TakeWhile(static l => l.Tenant != "globex").Count();
        bool isSound = refused.Fate == JobFate.Dead && journal.Lines.All(static l => l.Body != "forged");
        await output.WriteLineAsync($"globex waited for {place} of {Noise} jobs of acme. {(isSound ? "Done." : "Something is wrong.")}");
        return isSound ? 0 : 1;
    }

    private static IHost Build(string? postgres, string keyFile, Journal journal)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(journal);
        TenancyBuilder tenancy = builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Shared)
            .AddTenants("acme", "globex", "initech")
            .AddTenancyPosture(static o => o.Accept(TenancyNoGo.LedgerAbsent, "a demonstration, of which nothing is kept but its output"))
            .AddIssuer(ScheduleDoor.Name, static o => o.ForEveryTenant("the host's own schedules"), static (_, door) => new ScheduleDoor(door))
            .AddTenantJobs(static o => (o.FirstRetryDelay, o.WaitInterval) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500)))
            .AddJobHandler<DigestHandler>(DigestHandler.Kind)
            .AddJobWorker(static o => (o.MaxParallel, o.MaxParallelPerTenant) = (2, 1));
        _ = postgres is null
            ? tenancy.AddInProcessJobs()
            : tenancy.AddSigningKeyFile(keyFile).AddPostgreSqlJobs(postgres, static o => o.CreateTables = true);
        return builder.Build();
    }

    // As a request would, or a schedule: in a scope of the tenant, by a claim of it.
    private static async Task EnqueueAsync(IServiceProvider services, string tenant, string body)
    {
        using IServiceScope scope = services.CreateScope();
        JobEnqueuing added = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            services.GetRequiredService<ScheduleDoor>().Enter(tenant),
            async (inner, token) => await inner.GetRequiredService<ITenantJobQueue>().EnqueueAsync(
                inner.GetRequiredService<TenantContext>(), new TenantJobRequest { Kind = DigestHandler.Kind, Body = Encoding.UTF8.GetBytes(body) }, token),
            CancellationToken.None);
        if (!added.IsAccepted)
        {
            throw new InvalidOperationException($"{tenant}: {added.Refusal} {added.Reason}");
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
