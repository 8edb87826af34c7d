using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>What a tenant of a shared gateway has that another could ask for, by the gateway's own names for it.</summary>
public sealed class TenantThings
{
    private TenantThings()
    {
    }

    /// <summary>Its agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The ids of a session, a message, an approval and a run, and of tasks where it has some.</summary>
    public required string[] Ids { get; init; }

    /// <summary>Whatever an attacker could write: ids, keys in several spellings, the canary.</summary>
    public required string[] Names { get; init; }

    /// <summary>What an attacker who writes all the names does not write, and so cannot be told by an echo.</summary>
    public required string[] Secrets { get; init; }

    /// <summary>Lets a tenant have a session with a turn, a label and a pin, and an approval that waits.</summary>
    /// <param name="shared">The gateway.</param>
    /// <param name="client">The tenant's own connection.</param>
    /// <param name="run">A connection of the gateway's operator, which is used for nothing else.</param>
    /// <param name="tenant">The tenant.</param>
    public static async Task<TenantThings> MakeAsync(RealShared shared, FrameClient client, FrameClient run, string tenant)
    {
        string agent = RealShared.Agent(tenant), key = $"agent:{agent}:day", canary = $"canary-{tenant}", label = $"label-that-only-{tenant}-knows", command = $"echo approved by {tenant}";
        await client.OkAsync("sessions.create", $$"""{"key":"day","label":"{{label}}"}""");
        await client.OkAsync("sessions.messages.subscribe", """{"key":"day"}""");
        await client.OkAsync("chat.send", $$"""{"sessionKey":"day","message":"say {{canary}}","idempotencyKey":"turn"}""");
        await RealCells.FinalAsync(client, "agent:main:day", shared.Gateway);
        await client.OkAsync("sessions.patch", """{"key":"day","pinned":true}""");
        string approval = await RealShared.AskApprovalAsync(run, agent, command);
        JsonElement history = await shared.Owner.OkAsync("chat.history", $$"""{"sessionKey":"{{key}}"}""");
        JsonElement last = history.GetProperty("messages").EnumerateArray().Last();
        string session = history.GetProperty("sessionId").GetString()!, message = last.GetProperty("__openclaw").GetProperty("id").GetString()!;
        string answer = last.GetProperty("content")[0].GetProperty("text").GetString()!;
        Assert.StartsWith($"The canary is {canary}, answer ", answer, StringComparison.Ordinal);
        string[] tasks = [.. (await shared.Owner.OkAsync("tasks.list")).GetProperty("tasks").EnumerateArray().Where(t => t.GetRawText().Contains(agent, StringComparison.Ordinal)).Select(static t => t.GetProperty("id").GetString()!)];
        string[] ids = [session, message, approval, $"{agent}.turn", .. tasks];
        return new TenantThings
        {
            Agent = agent,
            Ids = ids,
            Names = [key, $"agent:{agent.ToUpperInvariant()}:day", $"agent::{agent}:day", $"agent:{agent}:main", agent, .. ids, approval[..8], $"~{session}", canary],
            Secrets = [$"say {canary}", answer, label, command, agent],
        };
    }
}
