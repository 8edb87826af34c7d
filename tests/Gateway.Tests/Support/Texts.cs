using System.Text.Json;

namespace Gateway.Tests.Support;

public static class Texts
{
    /// <summary>Every text in a JSON document, however deep: member names and values.</summary>
    public static IEnumerable<string> In(string json) => In(JsonDocument.Parse(json).RootElement);

    private static IEnumerable<string> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static m => In(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        JsonValueKind.String => [element.GetString()!],
        _ => [element.GetRawText()],
    };
}
