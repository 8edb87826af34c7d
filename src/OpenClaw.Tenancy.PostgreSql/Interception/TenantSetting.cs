using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using NpgsqlTypes;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Interception;

/// <summary>Makes the statement that tells a transaction its tenant.</summary>
/// <remarks>One instance for each context. Used by the one thread that uses the context.</remarks>
internal sealed class TenantSetting(ICurrentDbContext current, IDbContextOptions options, ConnectionStringGuard guard)
{
    /// <summary>The name of the column that the statement gives back.</summary>
    internal const string Column = "openclaw_tenant_setting";

    /// <summary>The setting that does not exist: to read it is the error that stops a transaction of another tenant.</summary>
    internal const string ForeignTransaction = "openclaw.this_transaction_belongs_to_another_tenant";

    private const string Parameter = "openclaw_tenant";

    private readonly RowSecuritySettings _settings = options.FindExtension<RowSecurityExtension>()!.Settings;
    private readonly TimeProvider _time =
        (TimeProvider?)options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService(typeof(TimeProvider)) ?? TimeProvider.System;

    /// <summary>Puts the statement before the text of a command.</summary>
    internal void Prefix(DbCommand command)
    {
        string name = FreeName(command.Parameters);
        command.Parameters.Add(Value(command.Connection, name));
        command.CommandText = Statement(name) + ";\n" + command.CommandText;
    }

    /// <summary>A command that tells a transaction which is open on the connection.</summary>
    internal DbCommand Command(DbConnection? connection, DbTransaction? transaction)
    {
        NpgsqlParameter<string> value = Value(connection, Parameter);
        DbCommand command = connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Statement(Parameter);
        command.Parameters.Add(value);
        return command;
    }

    /// <summary>Throws where the context was given a tenant whose claim has ended.</summary>
    internal void RequireLife()
    {
        if (current.Context.HasTenant())
        {
            current.Context.GetTenant();
        }
    }

    // SECURITY: transaction-local, so that nothing of it is left on the connection. Inside a transaction that carries another
    // tenant's setting it fails instead of changing it: a nested scope never takes a transaction over.
    private static string Statement(string parameter) =>
        $"""
        SELECT pg_catalog.set_config('{RowSecuritySettings.Name}', CASE WHEN pg_catalog.split_part(COALESCE(pg_catalog.current_setting('{RowSecuritySettings.Name}', true), ''), '.', 1) IN ('', pg_catalog.split_part(@{parameter}, '.', 1)) THEN @{parameter} ELSE pg_catalog.current_setting('{ForeignTransaction}') END, true) AS {Column}
        """;

    private static string FreeName(DbParameterCollection parameters)
    {
        string name = Parameter;
        for (int i = 1; parameters.Contains(name) || parameters.Contains("@" + name) || parameters.Contains(":" + name); i++)
        {
            name = Parameter + i;
        }

        return name;
    }

    private NpgsqlParameter<string> Value(DbConnection? connection, string name)
    {
        if (connection is not NpgsqlConnection npgsql)
        {
            throw new TenancyConfigurationException(
                ["Row-level security needs the connection of Npgsql itself: a signed setting names its server process. Hand UseNpgsql no wrapped connection."]);
        }

        guard.Require(npgsql, _settings);
        return new NpgsqlParameter<string>(name, NpgsqlDbType.Text) { TypedValue = Text(npgsql) };
    }

    // A context without a tenant may use what is shared. The database is told so too: the empty setting opens no tenant's rows.
    private string Text(NpgsqlConnection connection)
    {
        TenantId tenant;
        try
        {
            tenant = current.Context.GetTenant();
        }
        catch (TenantScopeRequiredException)
        {
            return string.Empty;
        }

        int processId = _settings is { IsSigned: true, Lifetime: null } ? connection.ProcessID : 0;
        return TenantToken.Make(_settings, tenant, processId, _time.GetUtcNow());
    }
}
