using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Interception;

/// <summary>Refuses connection strings under which the tenant setting of one caller could reach another.</summary>
/// <remarks>Remembers the last one it let through, so that looking again costs nothing. Safe for use by many threads.</remarks>
internal sealed class ConnectionStringGuard
{
    private volatile Passed? _passed;

    internal void Require(NpgsqlConnection connection, RowSecuritySettings settings)
    {
        string text = connection.ConnectionString;
        bool pooler = settings.Lifetime is not null;
        if (_passed is { } passed && passed.BehindPooler == pooler && string.Equals(passed.Text, text))
        {
            return;
        }

        List<string> errors = Errors(text, pooler);
        if (errors.Count != 0)
        {
            throw new TenancyConfigurationException(errors);
        }

        _passed = new Passed(text, pooler);
    }

    internal static List<string> Errors(string connectionString, bool behindPooler)
    {
        var parsed = new NpgsqlConnectionStringBuilder(connectionString);
        List<string> errors = [];
        if (parsed.Multiplexing)
        {
            errors.Add("The connection string says Multiplexing=true, by which commands of several callers share one connection at a time. Remove it.");
        }

        if (parsed.NoResetOnClose && !behindPooler)
        {
            errors.Add("The connection string says No Reset On Close=true, by which what one caller sets in a session reaches the next. Remove it; behind a pooler such as PgBouncer call BindToExpiry.");
        }

        // The server unescapes a backslash in options, so it hides nothing here either.
        string options = (parsed.Options ?? string.Empty).Replace("\\", string.Empty, StringComparison.Ordinal);
        foreach (string name in (ReadOnlySpan<string>)["openclaw.", "role", "session_authorization", "search_path", "row_security"])
        {
            if (options.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                errors.Add($"The connection string sets '{name}' in its Options, which decides whose rows a session sees. Remove it; the library sets the tenant, and the role is the user that logs in.");
            }
        }

        return errors;
    }

    private sealed record Passed(string Text, bool BehindPooler);
}
