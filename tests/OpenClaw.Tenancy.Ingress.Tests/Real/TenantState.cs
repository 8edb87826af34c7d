using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>All that a gateway keeps of one tenant, as its own operator sees it and as it lies on the disk.</summary>
public static class TenantState
{
    // When it was looked at, and not what was seen.
    private static readonly string[] Clocks = ["ts", "snapshotAt", "ageMs", "age"];

    /// <summary>Reads it, each part under a name.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(RealShared shared, string agent)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string archived in (string[])["false", "true"])
        {
            JsonElement list = await shared.Owner.OkAsync("sessions.list", $$"""{"agentId":"{{agent}}","archived":{{archived}},"includeGlobal":false,"includeUnknown":false,"includeLastMessage":true,"includeDerivedTitles":true}""");
            foreach (JsonElement row in list.GetProperty("sessions").EnumerateArray())
            {
                string key = row.GetProperty("key").GetString()!;
                state[$"{key} in the list, archived: {archived}"] = Text(row);
                state[$"{key} described"] = Text((await shared.Owner.OkAsync("sessions.describe", $$"""{"key":"{{key}}","includeLastMessage":true}""")).GetProperty("session"));
                state[$"{key} history"] = Text((await shared.Owner.OkAsync("chat.history", $$"""{"sessionKey":"{{key}}"}""")).GetProperty("messages"));
            }
        }

        state["agent"] = Text((await shared.Owner.OkAsync("agents.list")).GetProperty("agents").EnumerateArray().Single(a => a.GetProperty("id").GetString() == agent));
        foreach (JsonElement approval in (await shared.Owner.OkAsync("exec.approval.list")).EnumerateArray().Where(a => a.GetProperty("request").GetProperty("agentId").GetString() == agent))
        {
            state[$"approval {approval.GetProperty("id").GetString()}"] = Text(approval);
        }

        foreach (string file in System.IO.Directory.EnumerateFiles(shared.Gateway.Home, "*", SearchOption.AllDirectories).Where(f => f.Contains($"workspace-{agent}/", StringComparison.Ordinal)))
        {
            state[Path.GetRelativePath(shared.Gateway.Home, file)] = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)));
        }

        return state;
    }

    private static string Text(JsonElement value)
    {
        JsonNode node = JsonNode.Parse(value.GetRawText())!;
        if (node is JsonObject members)
        {
            foreach (string clock in Clocks)
            {
                members.Remove(clock);
            }
        }

        return node.ToJsonString();
    }
}
