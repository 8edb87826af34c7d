using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.PostgreSql.Jobs;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds jobs that wait in a PostgreSQL database to a host's tenancy.</summary>
public static class PostgreSqlJobsBuilderExtensions
{
    /// <summary>Keeps jobs in PostgreSQL, in turns over tenants and over all processes that share it: <see cref="ITenantJobStore"/> and <see cref="TenancyJobTables"/>.</summary>
    /// <param name="builder">The host's tenancy, to which <c>AddTenantJobs</c> adds the queue and <c>AddJobWorker</c> the worker.</param>
    /// <param name="connectionString">The database. The listening connection needs a session of its own, so no pooler that shares sessions between transactions.</param>
    /// <param name="configure">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is empty or not understood, or the retention is negative.</exception>
    /// <remarks>
    /// Jobs outlive the process, so the host registers an <c>ITenancySigner</c> that does too. New ones are told by
    /// <c>NOTIFY openclaw_tenancy_jobs</c>, which says nothing of whose they are.
    /// </remarks>
    public static TenancyBuilder AddPostgreSqlJobs(this TenancyBuilder builder, string connectionString, Action<PostgreSqlJobOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        var options = new PostgreSqlJobOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DeadRetention, TimeSpan.Zero, nameof(configure));
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(_ => new JobDatabase(connectionString));
        services.TryAddSingleton(s => new TenancyJobTables(s.GetRequiredService<JobDatabase>().Source, options));
        services.TryAddSingleton(s => new JobListener(connectionString, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<JobListener>>()));
        services.Replace(ServiceDescriptor.Singleton<ITenantJobStore>(s => new PostgreSqlJobStore(
            s.GetRequiredService<JobDatabase>().Source,
            s.GetRequiredService<TenancyJobTables>(),
            s.GetRequiredService<JobListener>(),
            options,
            // Asked for when it is needed: the options are checked with the store at hand.
            () => s.GetRequiredService<IOptions<TenantJobOptions>>().Value.MaxJobsPerTenant,
            s.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JobListener>(static s => s.GetRequiredService<JobListener>()));
        return builder;
    }
}
