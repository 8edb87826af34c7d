using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Faults;

/// <summary>What stands in the files of a gateway, and the rules that its rows keep at any moment.</summary>
public static class Rows
{
    // Of a run r: somebody is to answer for it, and nobody has.
    private const string IsAsked = "EXISTS (SELECT 1 FROM tenancy_approvals a WHERE a.run_id = r.Id AND a.status = 'pending')";

    private static readonly string[] Rules =
    [
        // A message belongs to a run; each run was asked one thing, and has an answer when it has succeeded and not before.
        "SELECT count(*) FROM gateway_messages m WHERE NOT EXISTS (SELECT 1 FROM gateway_runs r WHERE r.TenantId = m.TenantId AND r.Id = m.RunId AND r.SessionId = m.SessionId)",
        "SELECT count(*) FROM gateway_runs r WHERE 1 <> (SELECT count(*) FROM gateway_messages m WHERE m.TenantId = r.TenantId AND m.RunId = r.Id AND m.Role = 'user')",
        "SELECT count(*) FROM gateway_runs r WHERE (r.Status = 'Succeeded') <> (SELECT count(*) FROM gateway_messages m WHERE m.TenantId = r.TenantId AND m.RunId = r.Id AND m.Role = 'assistant')",

        // Numbers have no gaps, and whoever counts them knows how many there are.
        "SELECT count(*) FROM gateway_sessions s WHERE s.Messages <> (SELECT count(*) FROM gateway_messages m WHERE m.TenantId = s.TenantId AND m.SessionId = s.Id) OR s.Messages <> (SELECT coalesce(max(m.Number), 0) FROM gateway_messages m WHERE m.TenantId = s.TenantId AND m.SessionId = s.Id)",
        "SELECT count(*) FROM gateway_runs r WHERE r.Events <> (SELECT count(*) FROM gateway_run_events e WHERE e.TenantId = r.TenantId AND e.RunId = r.Id) OR r.Events <> (SELECT coalesce(max(e.Number), 0) FROM gateway_run_events e WHERE e.TenantId = r.TenantId AND e.RunId = r.Id)",

        // A run has ended with its last event.
        "SELECT count(*) FROM gateway_runs r WHERE (r.EndedAt IS NULL) <> (r.Status IN ('Queued', 'Running', 'WaitingApproval'))",
        "SELECT count(*) FROM gateway_runs r WHERE r.EndedAt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gateway_run_events e WHERE e.TenantId = r.TenantId AND e.RunId = r.Id AND e.Number = r.Events AND (e.Json LIKE '%\"event\":\"done\"%' OR e.Json LIKE '%\"event\":\"error\"%'))",

        // Whoever has a secret has a data key.
        "SELECT count(*) FROM tenancy_secrets s WHERE NOT EXISTS (SELECT 1 FROM tenancy_secret_keys k WHERE k.tenant_id = s.tenant_id)",

        // What succeeded was counted, and the sums are those of what was counted.
        "SELECT count(*) FROM gateway_runs r WHERE r.Status = 'Succeeded' AND NOT EXISTS (SELECT 1 FROM tenancy_usage_events e WHERE e.tenant_id = r.TenantId AND e.event_id = r.Id)",
        "SELECT count(*) FROM tenancy_usage_days d WHERE d.events <> (SELECT count(*) FROM tenancy_usage_events e WHERE e.tenant_id = d.tenant_id AND e.day = d.day) OR d.input_tokens + d.output_tokens <> (SELECT coalesce(sum(e.input_tokens + e.output_tokens), 0) FROM tenancy_usage_events e WHERE e.tenant_id = d.tenant_id AND e.day = d.day)",
        "SELECT count(*) FROM tenancy_usage_days d WHERE d.events <> (SELECT coalesce(sum(m.events), 0) FROM tenancy_usage_models m WHERE m.tenant_id = d.tenant_id AND m.day = d.day)",
        "SELECT count(*) FROM tenancy_usage_events e WHERE NOT EXISTS (SELECT 1 FROM tenancy_usage_days d WHERE d.tenant_id = e.tenant_id AND d.day = e.day)",

        // Nothing is left of what is gone.
        "SELECT count(*) FROM gateway_runs r WHERE NOT EXISTS (SELECT 1 FROM gateway_sessions s WHERE s.TenantId = r.TenantId AND s.Id = r.SessionId)",
    ];

    /// <summary>Every row, every line of the directory's journal and every file of the tenants. Not the sums of usage, which grow with each turn: the rules say what they are.</summary>
    public static string[] All(string folder)
    {
        List<string> all = [.. Journal(folder).Select(static line => $"directory {line}"), .. Files(folder)];
        using SqliteConnection connection = DatabaseFile.Open(folder);
        foreach (string table in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('tenancy_usage_days', 'tenancy_usage_models')"))
        {
            all.AddRange(Column(connection, $"SELECT * FROM {table}").Select(row => $"{table} {row}"));
        }

        return [.. all];
    }

    /// <summary>The changes in the directory's journal.</summary>
    public static string[] Journal(string folder)
    {
        using var file = new StreamReader(new FileStream(Path.Combine(folder, "directory.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static l => l.Contains("\"change\"")).Select(static l => JsonDocument.Parse(l).RootElement.GetProperty("change").GetRawText())];
    }

    /// <summary>How many approvals nobody has answered.</summary>
    public static long Waiting(string folder) => Count(folder, "SELECT count(*) FROM tenancy_approvals WHERE status = 'pending'");

    /// <summary>How many runs wait for an answer that nobody has given: one that has its answer goes on, though its row still says that it waits.</summary>
    public static long Paused(string folder) => Count(folder, $"SELECT count(*) FROM gateway_runs r WHERE Status = 'WaitingApproval' AND {IsAsked}");

    /// <summary>The runs of a tenant that have not ended and wait for nobody.</summary>
    public static string[] Open(string folder, string tenant)
    {
        using SqliteConnection connection = DatabaseFile.Open(folder);
        return Column(connection, $"SELECT Id FROM gateway_runs r WHERE TenantId = '{tenant}' AND EndedAt IS NULL AND NOT {IsAsked}");
    }

    /// <summary>The runs of a tenant that wait for an answer.</summary>
    public static string[] WaitingRuns(string folder, string tenant)
    {
        using SqliteConnection connection = DatabaseFile.Open(folder);
        return Column(connection, $"SELECT Id FROM gateway_runs WHERE TenantId = '{tenant}' AND EndedAt IS NULL");
    }

    public static void AssertWhole(string folder, string because) =>
        Assert.All(Rules, rule => Assert.True(Count(folder, rule) == 0, $"{because}: {rule}"));

    private static IEnumerable<string> Files(string folder)
    {
        string tenants = Path.Combine(folder, "tenants");
        return Directory.Exists(tenants)
            ? Directory.EnumerateFiles(tenants, "*", SearchOption.AllDirectories).Select(f => $"file {Path.GetRelativePath(folder, f)} {File.ReadAllText(f)}")
            : [];
    }

    private static long Count(string folder, string sql)
    {
        using SqliteConnection connection = DatabaseFile.Open(folder);
        return Convert.ToInt64(DatabaseFile.Ask(connection, sql));
    }

    private static string[] Column(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        }

        return [.. rows];
    }
}
