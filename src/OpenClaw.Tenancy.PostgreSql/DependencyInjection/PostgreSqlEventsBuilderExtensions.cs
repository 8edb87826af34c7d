using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.PostgreSql.Events;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Carries events between the processes of a host, through a PostgreSQL database.</summary>
public static class PostgreSqlEventsBuilderExtensions
{
    /// <summary>Puts each published event into the table <c>tenancy_events</c> and tells the other processes its id, and takes theirs in.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="connectionString">The database. The listening connection needs a session of its own, so no pooler that shares sessions between transactions.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is empty or not understood.</exception>
    /// <exception cref="TenancyConfigurationException">An option is out of its bounds.</exception>
    /// <remarks>
    /// What is told by <c>NOTIFY openclaw_tenancy_events</c> is ids of random bits. Events are told on as well as it goes: one that is published while
    /// the database does not answer stays in its process.
    /// </remarks>
    public static TenancyBuilder AddPostgreSqlEvents(this TenancyBuilder builder, string connectionString, Action<PostgreSqlEventOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        var options = new PostgreSqlEventOptions();
        configure?.Invoke(options);
        string[] errors = [.. options.Errors()];
        if (errors.Length != 0)
        {
            throw new TenancyConfigurationException(errors);
        }

        var table = new PostgreSqlEventTable(connectionString, options);
        builder.Services.AddSingleton(table);
        builder.AddEventRelay((services, inlet) => new EventRelay(
            connectionString, table, options, inlet, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<EventRelay>>()));
        builder.Services.AddSingleton<IHostedService>(static s => s.GetRequiredService<EventRelay>());
        return builder;
    }
}
