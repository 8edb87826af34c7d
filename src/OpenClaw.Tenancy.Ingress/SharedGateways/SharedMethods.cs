using System.Collections.Frozen;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What of a shared gateway a tenant may use: methods, events, and their shapes. Data; what is not in it is refused.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
internal sealed class SharedMethods
{
    private const string Resource = "shared.json";

    private SharedMethods(JsonElement data)
    {
        JsonElement named = data.GetProperty("shapes");
        Methods = data.GetProperty("methods").EnumerateObject().ToFrozenDictionary(static m => m.Name, m => Method(m.Value, named), StringComparer.Ordinal);
        Events = data.GetProperty("events").EnumerateObject().ToFrozenDictionary(static e => e.Name, e => Shape.From(e.Value, named), StringComparer.Ordinal);
    }

    internal static SharedMethods Default { get; } = Load();

    internal FrozenDictionary<string, SharedMethod> Methods { get; }

    internal FrozenDictionary<string, Shape> Events { get; }

    private static SharedMethods Load()
    {
        using JsonDocument document = EmbeddedJson.Read(Resource);
        return new SharedMethods(document.RootElement.Clone());
    }

    private static SharedMethod Method(JsonElement data, JsonElement named) => new(
        Shape.From(data.GetProperty("params"), named),
        Shape.From(data.GetProperty("result"), named),
        data.TryGetProperty("agent", out JsonElement agent) && agent.GetBoolean(),
        data.TryGetProperty("always", out JsonElement always) ? always : null);
}
