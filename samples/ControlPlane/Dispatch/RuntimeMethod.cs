using System.Text.Json;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>What can be asked of a runtime: its route, the scope that goes with the call, and whether a call may be made twice.</summary>
internal sealed class RuntimeMethod
{
    private static readonly RuntimeMethod[] All =
    [
        new() { Name = "sessions.list", Verb = HttpMethod.Get, Scope = "operator.read", IsRepeatable = true, Path = static p => HasNothing(p) ? "api/v1/sessions" : null },
        new() { Name = "sessions.read", Verb = HttpMethod.Get, Scope = "operator.read", IsRepeatable = true, Path = static p => IdIn(p) is { } id ? $"api/v1/sessions/{id}" : null },
        new() { Name = "sessions.create", Verb = HttpMethod.Post, Scope = "operator.write", Path = static _ => "api/v1/sessions" },
        new() { Name = "chat.send", Verb = HttpMethod.Post, Scope = "operator.write", NamesRun = true, Path = static _ => "api/v1/chat" },
    ];

    internal required string Name { get; init; }

    internal required HttpMethod Verb { get; init; }

    internal required string Scope { get; init; }

    internal bool IsRepeatable { get; private init; }

    /// <summary>Whether the <c>id</c> of its answer is a run's.</summary>
    internal bool NamesRun { get; private init; }

    /// <summary>The route of a call, or null where the parameters are none of this method's. What goes in a body the runtime judges.</summary>
    internal required Func<JsonElement, string?> Path { get; init; }

    internal static RuntimeMethod? Find(string name) => Array.Find(All, m => m.Name == name);

    private static bool HasNothing(JsonElement parameters) => !parameters.EnumerateObject().Any();

    // Only what is an id by the grammar stands in a path.
    private static string? IdIn(JsonElement parameters) =>
        parameters.EnumerateObject().ToArray() is [{ Name: "session_id", Value: { ValueKind: JsonValueKind.String } value }] && SessionId.TryFrom(value.GetString(), out SessionId? id) ? id.ToString() : null;
}
