using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Jobs;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>A host by the clock of the machine, with jobs in memory and a worker that a test starts and stops.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    internal WorkerHost(int tenants, Action<JobWorkerOptions>? worker = null, Action<TenantJobOptions>? jobs = null)
    {
        Tenants = [.. Enumerable.Range(0, tenants).Select(static i => TenantId.From($"tenant-{i}"))];
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Script);
        services.AddSingleton<IMeterFactory>(Metrics);
        TenancyBuilder builder = services.AddTenancy(static o => o.Mode = TenancyMode.Shared);
        builder.UseLedger(_ => Ledger);
        builder.AddTenants(Tenants.Select(static t => t.ToString()));
        builder.AddIssuer("idp", static o => o.ForEveryTenant("a test"), static (_, issuer) => new TestVerifier(issuer));
        builder.AddTenantJobs(o =>
        {
            (o.FirstRetryDelay, o.MaxRetryDelay, o.WaitInterval) = (TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(20));
            jobs?.Invoke(o);
        }).AddInProcessJobs().AddJobHandler<ScriptedHandler>("work").AddJobWorker(o =>
        {
            o.PollInterval = TimeSpan.FromMilliseconds(50);
            worker?.Invoke(o);
        });
        Services = services.BuildServiceProvider();
        Worker = Services.GetServices<IHostedService>().Single(static s => s.GetType().Name == "JobWorker");
    }

    internal IReadOnlyList<TenantId> Tenants { get; }

    internal JobScript Script { get; } = new();

    internal CaughtMetrics Metrics { get; } = new();

    internal DurableLedger Ledger { get; } = new();

    internal ServiceProvider Services { get; }

    internal IHostedService Worker { get; }

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    internal VerifiedTenantClaim Claim(TenantId tenant)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return Services.GetRequiredService<TestVerifier>().Issuer.Accept(new TenantClaim
        {
            Issuer = "idp", Tenant = tenant.ToString(), Subject = "someone", Scopes = [$"operator.write@{tenant}"], IssuedAt = now, ExpiresAt = now + TimeSpan.FromMinutes(5),
        }).Claim!;
    }

    internal async Task<JobEnqueuing> EnqueueAsync(TenantId tenant, string body)
    {
        using IServiceScope scope = Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            Claim(tenant),
            async (services, token) => await Services.GetRequiredService<ITenantJobQueue>().EnqueueAsync(
                services.GetRequiredService<TenantContext>(), new TenantJobRequest { Kind = "work", Body = Encoding.UTF8.GetBytes(body) }, token),
            Token);
    }

    /// <summary>Waits until something is so.</summary>
    internal static async Task UntilAsync(Func<bool> isSo, int seconds = 60)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(Token);
        guard.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (!isSo())
        {
            await Task.Delay(5, guard.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.StopAsync(new CancellationToken(canceled: true));
        await Services.DisposeAsync();
    }
}
