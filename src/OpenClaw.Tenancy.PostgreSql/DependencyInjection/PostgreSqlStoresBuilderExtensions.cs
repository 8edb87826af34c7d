using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.PostgreSql.SharedState;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds what several processes share, in a PostgreSQL database, to a host's tenancy.</summary>
public static class PostgreSqlStoresBuilderExtensions
{
    /// <summary>Keeps the journal of the tenant directory and the replay memory in PostgreSQL, and tells the other processes of each change.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="connectionString">The database. The listening connection needs a session of its own, so no pooler that shares sessions between transactions.</param>
    /// <param name="stores">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is empty or not understood.</exception>
    /// <remarks>
    /// Changes are told by <c>NOTIFY openclaw_tenancy</c> with the place of the change as payload: a number that names no tenant.
    /// The directory follows once <c>AddSharedDirectory</c> is called.
    /// </remarks>
    public static TenancyBuilder AddPostgreSqlStores(this TenancyBuilder builder, string connectionString, Action<TenancyStoresOptions>? stores = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        builder.AddTenancyStores(options => options.UseNpgsql(connectionString), options =>
        {
            stores?.Invoke(options);
            options.Appending = And(options.Appending, ChangeChannel.NotifyAsync);
        });
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(sp => new ChangeListener(
            connectionString, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<IOptions<TenancyOptions>>(), sp.GetRequiredService<ILogger<ChangeListener>>()));
        services.TryAddSingleton<IDirectorySignal>(static sp => sp.GetRequiredService<ChangeListener>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ChangeListener>(static sp => sp.GetRequiredService<ChangeListener>()));
        return builder;
    }

    private static Func<DbContext, long, CancellationToken, Task> And(
        Func<DbContext, long, CancellationToken, Task>? first, Func<DbContext, long, CancellationToken, Task> second) => first is null
        ? second
        : async (context, sequence, token) =>
        {
            await first(context, sequence, token).ConfigureAwait(false);
            await second(context, sequence, token).ConfigureAwait(false);
        };
}
