using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Checking;
using OpenClaw.Tenancy.PostgreSql.Scripting;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql;

/// <summary>Row-level security for the tables of a context: the script, the keys, and the check.</summary>
/// <remarks>Safe for use by many threads, as far as the context and the connection that are handed in are.</remarks>
public static class TenantRowSecurity
{
    /// <summary>Writes the SQL that puts row-level security on every table of a tenant, and gives the application's role what it needs and no more.</summary>
    /// <param name="context">A context with <c>UseTenancy</c> and <c>UseTenantRowSecurity</c>; it need not be bound to a tenant, and nothing is asked of the database.</param>
    /// <returns>SQL for the owner of the tables, in one transaction. It may be run again, and holds no secret.</returns>
    /// <exception cref="TenancyConfigurationException">The context has no row-level security, or a table of a tenant has no column for the tenant.</exception>
    public static string Script(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RowSecurityScript.Write(RowSecurityExtension.Require(context), TableMap.Of(context));
    }

    /// <summary>Puts the keys of a context's options into the database, and removes every other.</summary>
    /// <param name="context">A context whose options say <c>SignedSetting</c>.</param>
    /// <param name="owner">An open connection of the role that ran the script. The keys go as parameters, so the server must not log those.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    /// <returns>A task that ends when the keys count.</returns>
    /// <exception cref="TenancyConfigurationException">The options name no key.</exception>
    public static async Task InstallKeysAsync(DbContext context, NpgsqlConnection owner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(owner);
        RowSecuritySettings settings = RowSecurityExtension.Require(context);
        if (!settings.IsSigned)
        {
            throw new TenancyConfigurationException(["There is no key to install: the options say UnsignedSetting. Call SignedSetting with a key."]);
        }

        DbTransaction transaction = await owner.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await KeyInstallation.RunAsync(settings, owner, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the database whether it keeps tenants apart: its roles, tables, policies, functions, views and grants, and a trial with a tenant that does not exist.</summary>
    /// <param name="context">A context with <c>UseTenancy</c> and <c>UseTenantRowSecurity</c>, that logs in as the application does; it need not be bound to a tenant.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>What was found. A database that does not answer is a violation too.</returns>
    /// <exception cref="TenancyConfigurationException">The context has no row-level security, or its connection string breaks it.</exception>
    public static Task<RowSecurityReport> CheckAsync(DbContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new DatabaseCheck(context, RowSecurityExtension.Require(context), TableMap.Of(context)).RunAsync(cancellationToken);
    }
}
