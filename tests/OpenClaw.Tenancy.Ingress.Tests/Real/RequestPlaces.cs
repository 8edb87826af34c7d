using System.Text.Json;
using OpenClaw.Tenancy.Ingress.SharedGateways;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Where in a request something of somebody could be named: what the guard's data knows, what the installed protocol knows, and what comes to mind.</summary>
public static class RequestPlaces
{
    private static readonly string[] Usual =
    [
        "sessionKey", "key", "keys", "sessionId", "runId", "agentId", "id", "name", "label", "search", "messageId", "parentSessionKey", "spawnedBy", "idempotencyKey", "to", "path", "cursor", "approvalId", "taskId", "message",
    ];

    private static readonly Dictionary<string, Dictionary<string, string>> Shapes = ReadShapes();

    /// <summary>The members that are tried with everything.</summary>
    public static string[] Known { get; } = [.. Usual.Concat(Shapes.Values.SelectMany(static m => m.Keys)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The other members of all requests of the installed protocol.</summary>
    public static string[] OfProtocol { get; } = [.. ReadProtocol().Except(Known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What the guard's data says that stands there.</summary>
    public static string WordOf(string method, string member) => Shapes[method][member];

    private static Dictionary<string, Dictionary<string, string>> ReadShapes()
    {
        using Stream data = typeof(SharedGatewayGuard).Assembly.GetManifestResourceStream("shared.json")!;
        using var document = JsonDocument.Parse(data);
        return document.RootElement.GetProperty("methods").EnumerateObject().ToDictionary(
            static m => m.Name,
            static m => m.Value.GetProperty("params").EnumerateObject().ToDictionary(static p => p.Name.TrimStart('!'), static p => p.Value.ToString(), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static IEnumerable<string> ReadProtocol()
    {
        if (RealPrograms.Home is not { } home)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(home, "node_modules", "@openclaw", "gateway-protocol", "protocol.schema.json")));
        return [.. document.RootElement.GetProperty("definitions").EnumerateObject()
            .Where(static d => d.Name.EndsWith("Params", StringComparison.Ordinal) && d.Value.TryGetProperty("properties", out _))
            .SelectMany(static d => d.Value.GetProperty("properties").EnumerateObject().Select(static p => p.Name)).Distinct(StringComparer.Ordinal)];
    }
}
