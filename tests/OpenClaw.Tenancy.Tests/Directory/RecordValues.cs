using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Values that somebody may put in the place of another in a record of a journal, each with a name, and every text that comes of one.</summary>
internal static class RecordValues
{
    private const string Gone = "gone";

    private static readonly (string Name, string? Value)[] Texts =
    [
        ("empty", ""), ("space", " "), ("control", "a\u0007b"), ("words", "A b"), ("hex64", new('a', 64)), ("HEX64", new('A', 64)),
        ("signed63", Convert.ToBase64String(new byte[63])), ("signed65", Convert.ToBase64String(new byte[65])),
        ("128", new('a', 128)), ("129", new('a', 129)), ("256", new('a', 256)), ("257", new('a', 257)), ("1024", new('a', 1024)), ("1025", new('a', 1025)),
    ];

    /// <summary>Words of which some are roles or statuses.</summary>
    internal static readonly string[] Words =
        ["None", "Readonly", "Member", "Admin", "Owner", "Unknown", "Provisioning", "Active", "Suspended", "Deleted", "active"];

    private static readonly (string Name, long Value)[] Numbers =
    [
        ("min", long.MinValue), ("-1", -1), ("0", 0), ("1", 1), ("day", TimeSpan.TicksPerDay), ("day+1", TimeSpan.TicksPerDay + 1),
        ("max-2d", DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay)), ("max-2d+1", DateTime.MaxValue.Ticks - (2 * TimeSpan.TicksPerDay) + 1),
        ("max", DateTime.MaxValue.Ticks), ("max+1", DateTime.MaxValue.Ticks + 1),
    ];

    /// <summary>The text with each of its members changed in every way; what is common to all changes, and whoever makes it, stays.</summary>
    internal static IEnumerable<(string Name, string Text)> Of(string text)
    {
        foreach ((string path, JsonNode value) in MembersOf(JsonNode.Parse(text)!.AsObject(), ""))
        {
            foreach ((string name, JsonNode? other) in OthersFor(value))
            {
                yield return ($"{path} {name}", Put(text, path, other, isGone: name == Gone));
            }
        }
    }

    private static IEnumerable<(string Path, JsonNode Value)> MembersOf(JsonObject parent, string prefix)
    {
        foreach ((string member, JsonNode? value) in parent)
        {
            if (member is "kind" or "v" or "tenant" or "actor")
            {
                continue;
            }

            yield return (prefix + member, value!);
            if ((value is JsonArray { Count: > 0 } list ? list[0] : value) is JsonObject inner)
            {
                foreach ((string Path, JsonNode Value) nested in MembersOf(inner, $"{prefix}{member}."))
                {
                    yield return nested;
                }
            }
        }
    }

    private static IEnumerable<(string Name, JsonNode? Value)> OthersFor(JsonNode value)
    {
        (string, JsonNode?)[] always = [(Gone, null), ("null", null), ("object", new JsonObject())];
        return always.Concat(value switch
        {
            JsonArray => ListsLike(value.AsArray()),
            JsonObject => [("5", 5)],
            _ when value.GetValueKind() == JsonValueKind.String =>
                [("5", 5), .. Texts.Select(static t => (t.Name, (JsonNode?)t.Value)), .. Words.Select(static w => (w, (JsonNode?)w))],
            _ => [("text", "1"), .. Numbers.Select(static n => (n.Name, (JsonNode?)n.Value))],
        });
    }

    private static IEnumerable<(string Name, JsonNode? Value)> ListsLike(JsonArray list)
    {
        JsonNode first = list[0]!;
        yield return ("5", 5);
        yield return ("none", new JsonArray());
        yield return ("null inside", new JsonArray((JsonNode?)null));
        yield return ("twice", new JsonArray(first.DeepClone(), first.DeepClone()));
        foreach (int count in (int[])[64, 65, 100, 101])
        {
            yield return ($"x{count}", new JsonArray([.. Enumerable.Range(0, count).Select(i => Numbered(first, i))]));
        }

        if (first is not JsonObject)
        {
            yield return ("empty inside", new JsonArray("operator.read", ""));
            yield return ("1025 inside", new JsonArray(new string('a', 1025)));
        }
    }

    private static JsonNode? Numbered(JsonNode first, int number) => first is JsonObject
        ? new JsonObject { ["issuer"] = "idp", ["value"] = $"n{number}" }
        : (JsonNode?)$"{first.GetValue<string>()}{number}";

    private static string Put(string text, string path, JsonNode? value, bool isGone)
    {
        JsonObject root = JsonNode.Parse(text)!.AsObject();
        string[] parts = path.Split('.');
        JsonObject parent = parts.Length == 1 ? root : (root[parts[0]] is JsonArray list ? list[0]! : root[parts[0]]!).AsObject();
        if (isGone)
        {
            parent.Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = value;
        }

        return root.ToJsonString();
    }
}
