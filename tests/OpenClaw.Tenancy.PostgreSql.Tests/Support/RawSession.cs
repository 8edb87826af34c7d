using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>A session of the application's role in one transaction, as SQL that an attacker injected has it. No index hides what a plan could show.</summary>
public sealed class RawSession : IDisposable
{
    public const string NoIndexes = ";Options=-c enable_indexscan=off -c enable_bitmapscan=off -c enable_indexonlyscan=off";

    private readonly NpgsqlTransaction _transaction;

    public RawSession(string connection)
    {
        Connection = new NpgsqlConnection(connection + NoIndexes + ";Pooling=false");
        Connection.Open();
        _transaction = Connection.BeginTransaction();
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>A session in which the library has set the tenant.</summary>
    public static RawSession Of(TestDatabase database, TenantId tenant)
    {
        var session = new RawSession(database.AppConnection);
        session.Set(session.TokenOf(database, tenant));
        return session;
    }

    /// <summary>What the library sets for a tenant on this connection.</summary>
    public string TokenOf(TestDatabase database, TenantId tenant)
    {
        using NotesDb db = database.Open(tenant, more: o => o.UseNpgsql(Connection));
        Scalar("SAVEPOINT token");
        db.Database.UseTransaction(_transaction);
        object? token = Scalar("SELECT current_setting('openclaw.tenant')");
        db.Database.UseTransaction(null);
        Scalar("ROLLBACK TO SAVEPOINT token");
        return Assert.IsType<string>(token);
    }

    public void Set(string value)
    {
        using var command = new NpgsqlCommand("SELECT set_config('openclaw.tenant', $1, true)", Connection, _transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using var command = new NpgsqlCommand(sql, Connection, _transaction);
        return command.ExecuteScalar();
    }

    /// <summary>The tenants whose rows a query shows, as one text.</summary>
    public string Tenants(string from = "note") =>
        (string)Scalar($"SELECT COALESCE(string_agg(DISTINCT \"TenantId\", ',' ORDER BY \"TenantId\"), '') FROM {from}")!;

    /// <summary>Runs SQL that must fail, and gives the state that it failed with.</summary>
    public string StateOf(string sql)
    {
        Scalar("SAVEPOINT attempt");
        var exception = Assert.Throws<PostgresException>(() => Scalar(sql));
        Scalar("ROLLBACK TO SAVEPOINT attempt");
        return exception.SqlState;
    }

    public void Dispose()
    {
        _transaction.Dispose();
        Connection.Dispose();
    }
}
