using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A request in the making.</summary>
internal sealed class RequestDraft(ProbeEndpoint endpoint, string method)
{
    internal ProbeEndpoint Endpoint { get; } = endpoint;

    internal string Method { get; set; } = method;

    /// <summary>Values of the route's parameters, escaped.</summary>
    internal Dictionary<string, string> Route { get; } = new(StringComparer.Ordinal);

    internal List<(string Name, string Value)> Query { get; } = [];

    internal List<(string Name, string Value)> Headers { get; } = [];

    internal string? Json { get; set; }

    internal string Tried { get; set; } = string.Empty;

    /// <summary>The kinds of which the stranger's own one stands in it.</summary>
    internal List<KindState> Uses { get; } = [];

    /// <summary>Sets a member of the body.</summary>
    internal void SetMember(string name, JsonNode value)
    {
        JsonObject body = Parse();
        body[name] = value;
        Json = body.ToJsonString();
    }

    internal ProbeRequest Build()
    {
        string query = string.Join('&', Query.Select(static q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}"));
        return new ProbeRequest(Method, Endpoint.Path.Fill(Route) + (query.Length == 0 ? string.Empty : "?" + query), Json, [.. Headers]) { Tried = Tried };
    }

    private JsonObject Parse()
    {
        try
        {
            return JsonNode.Parse(Json ?? "{}") as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
