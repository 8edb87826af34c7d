using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

internal sealed record DispatchRequest(string Method, JsonElement? Params = null, string? CorrelationId = null)
{
    private const int MaxCorrelation = 64;
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new object());

    /// <summary>The call that it asks for, or null where it is none.</summary>
    internal RuntimeCall? ToCall()
    {
        JsonElement parameters = Params ?? Nothing;
        string correlation = CorrelationId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        return parameters.ValueKind == JsonValueKind.Object
            && correlation.Length is > 0 and <= MaxCorrelation && !correlation.AsSpan().ContainsAnyExcept(Characters)
            && RuntimeMethod.Find(Method) is { } method && method.Path(parameters) is { } path
                ? new RuntimeCall(method, path, method.Verb == HttpMethod.Get ? null : parameters.GetRawText(), correlation, RandomNumberGenerator.GetHexString(32, lowercase: true))
                : null;
    }
}
