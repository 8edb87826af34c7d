using System.Text.Json;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>A WebSocket of the host, and the text frames that it takes.</summary>
/// <param name="path">Where it is opened. The tenant's credential goes with the upgrade.</param>
/// <remarks>Immutable once made.</remarks>
public sealed class ProbeSocket(string path)
{
    /// <summary>Where it is opened.</summary>
    public string Path { get; } = path?.StartsWith('/') == true ? path : throw new ArgumentException("Begin the path with a slash.", nameof(path));

    /// <summary>Frames that open the connection, each of which is answered before the next one.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Opening { get; init; } = [];

    /// <summary>Frames that are tried, by a name for the report. <c>{sessions}</c> stands for an id of that kind.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Frames { get; init; } = [];

    /// <summary>Whether a frame that came is the answer to one that was sent.</summary>
    /// <value>Default: a JSON object whose <c>id</c> is that of the frame; where the frame has none, any.</value>
    public Func<string, string, bool> IsAnswer { get; init; } = HasSameId;

    private static bool HasSameId(string sent, string received) => IdOf(sent) is not { } id || string.Equals(id, IdOf(received), StringComparison.Ordinal);

    private static string? IdOf(string frame)
    {
        try
        {
            using var parsed = JsonDocument.Parse(frame);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("id", out JsonElement id) ? id.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
