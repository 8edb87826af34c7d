using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;

namespace SharedState.Host;

/// <summary>Runs jobs from a database until it is killed, and notes each in a table with the tenant of the scope that it ran in.</summary>
public static class JobWorking
{
    public const string Kind = "note";
    public const string Issuer = "idp";

    /// <summary>The host of a worker, and of a test that has jobs for it: the same tenants, the same issuer, the same key.</summary>
    public static HostApplicationBuilder Builder(string connection, string keyFile, int tenants)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(new ErrorStreamLog());
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTenants(Enumerable.Range(0, tenants).Select(static i => $"tenant-{i}"))
            .AddIssuer(Issuer, static o => o.ForEveryTenant("a test"), static (_, door) => new Door(door))
            .AddSigningKeyFile(keyFile)
            .AddTenantJobs(static o => (o.MaxAttempts, o.MaxJobs, o.MaxJobsPerTenant, o.FirstRetryDelay, o.MaxRetryDelay) = (1000, 1_000_000, 100_000, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20)))
            .AddPostgreSqlJobs(connection, static o => o.CreateTables = true)
            .AddJobHandler<NoteHandler>(Kind);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connection));
        return builder;
    }

    internal static async Task RunAsync(string connection, string keyFile, int tenants)
    {
        HostApplicationBuilder builder = Builder(connection, keyFile, tenants);
        builder.Services.AddTenancy().AddJobWorker(static o => (o.MaxParallel, o.MaxParallelPerTenant, o.Lease, o.PollInterval) = (8, 3, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100)));
        using IHost host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>The door of the issuer, by which a test gets claims.</summary>
    public sealed class Door(TenantIssuer issuer)
    {
        public TenantIssuer Issuer { get; } = issuer;
    }

    private sealed class NoteHandler(NpgsqlDataSource notes) : ITenantJobHandler
    {
        public async Task RunAsync(TenantContext tenant, TenantJob job, CancellationToken cancellationToken)
        {
            await using NpgsqlCommand note = notes.CreateCommand("INSERT INTO notes (tenant, body, attempt) VALUES ($1, $2, $3)");
            note.Parameters.AddWithValue(tenant.Tenant.ToString());
            note.Parameters.AddWithValue(Encoding.UTF8.GetString(job.Body.Span));
            note.Parameters.AddWithValue(job.Attempt);

            // So that a kill often comes while some are under way, and the first kills surely.
            bool isFirst = job.Attempt == 1 && Encoding.UTF8.GetString(job.Body.Span).EndsWith("/0", StringComparison.Ordinal);
            await Task.Delay(isFirst ? 2_000 : RandomNumberGenerator.GetInt32(20) == 0 ? 100 : 0, cancellationToken);
            await note.ExecuteNonQueryAsync(cancellationToken);
            await Task.Delay(RandomNumberGenerator.GetInt32(20) == 0 ? 100 : 0, cancellationToken);
        }
    }
}
