using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>What a gateway said when it let the ingress in, as far as it matters. The rest of it is told to nobody.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Scopes">What it let the ingress have.</param>
/// <param name="MaxPayload">Its bound of a message.</param>
/// <param name="MaxBufferedBytes">Its bound of what waits.</param>
/// <param name="TickIntervalMs">Its pace.</param>
/// <param name="KeepsSessionsApart">Whether it says that each of its agents has sessions of its own. Where <c>session.scope</c> is <c>global</c> it takes their main sessions for one.</param>
internal sealed record GatewayHello(string Version, string[] Scopes, long MaxPayload, long MaxBufferedBytes, long TickIntervalMs, bool KeepsSessionsApart)
{
    private const int MaxVersion = 64;
    private const string PerSender = "per-sender";

    /// <summary>Reads the answer to a connect; null for whatever is no hello of this protocol.</summary>
    internal static GatewayHello? Read(in GatewayFrame answer)
    {
        if (answer.Body.IsEmpty)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = GatewayFrameReader.MaxDepth });
            JsonElement hello = document.RootElement;
            JsonElement policy = hello.GetProperty("policy");
            JsonElement auth = hello.GetProperty("auth");
            string version = hello.GetProperty("server").GetProperty("version").GetString() ?? string.Empty;
            bool isOne = hello.GetProperty("type").ValueEquals("hello-ok") && hello.GetProperty("protocol").GetInt32() == ConnectRequest.Protocol
                && auth.GetProperty("role").ValueEquals(ConnectRequest.Operator) && version.Length is > 0 and <= MaxVersion && version.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+');
            return !isOne ? null : new GatewayHello(
                version,
                [.. auth.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString() ?? string.Empty)],
                Positive(policy, "maxPayload"),
                Positive(policy, "maxBufferedBytes"),
                Positive(policy, "tickIntervalMs"),
                hello.TryGetProperty("snapshot", out JsonElement snapshot) && snapshot.TryGetProperty("sessionDefaults", out JsonElement defaults)
                    && defaults.TryGetProperty("scope", out JsonElement scope) && scope.ValueEquals(PerSender));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static long Positive(JsonElement policy, string name) => policy.GetProperty(name).GetInt64() is > 0 and var value ? value : throw new FormatException();
}
