using System.Text.Json;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>What a stranger can tell of an answer, part by part, with what he sent taken out.</summary>
internal sealed class AnswerShape
{
    internal const string CallsOfStores = "calls of stores";

    private const string Sent = "<sent>";

    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    internal AnswerShape(ProbeAnswer answer, string tried, IEnumerable<string> ignoredHeaders)
    {
        _parts["status"] = answer.Broken ?? answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach ((string name, string value) in answer.Headers)
        {
            if (!ignoredHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                _parts[$"header {name}"] = Without(value, tried);
            }
        }

        if (answer.Calls is { } calls)
        {
            _parts[CallsOfStores] = calls.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        string body = Without(answer.Body, tried);
        try
        {
            using var parsed = JsonDocument.Parse(body);
            Flatten("body $", parsed.RootElement);
        }
        catch (JsonException)
        {
            _parts["body"] = body;
        }
    }

    internal string Status => _parts["status"];

    /// <summary>Where a foreign answer differs from what absent ones agree in; null where it does not.</summary>
    internal static string? Difference(AnswerShape foreign, IReadOnlyList<AnswerShape> absent, string than, Func<string, bool> looked)
    {
        string[] names = [.. absent.Append(foreign).SelectMany(static s => s._parts.Keys).Where(looked).Distinct()];
        foreach (string name in names.OrderBy(static n => n is "status" ? 0 : 1))
        {
            string? nothing = absent[0].Part(name);

            // INVARIANT: what two absent ids already differ in tells nothing of the foreign one.
            if (absent.All(a => string.Equals(a.Part(name), nothing)) && !string.Equals(nothing, foreign.Part(name)))
            {
                return $"{name}: {Shown(foreign.Part(name))} where {than} {Shown(nothing)}";
            }
        }

        return null;
    }

    /// <summary>The texts in which an id that was sent can come back.</summary>
    internal static string Without(string text, string tried)
    {
        if (tried.Length == 0)
        {
            return text;
        }

        foreach (string spelling in (string[])[tried, Uri.EscapeDataString(tried), Uri.UnescapeDataString(tried), JsonEncodedText.Encode(tried).ToString()])
        {
            text = Replaced(text, spelling);
        }

        return text;
    }

    // A short text is taken out where it stands alone, and not out of the middle of a word.
    private static string Replaced(string text, string spelling)
    {
        if (spelling.Length is 0 or >= 8)
        {
            return spelling.Length == 0 ? text : text.Replace(spelling, Sent, StringComparison.OrdinalIgnoreCase);
        }

        for (int at = text.IndexOf(spelling, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(spelling, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + spelling.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                text = string.Concat(text.AsSpan(0, at), Sent, text.AsSpan(end));
                at += Sent.Length - 1;
            }
        }

        return text;
    }

    private string? Part(string name) => _parts.GetValueOrDefault(name);

    private static string Shown(string? part) => part is null ? "nothing" : $"'{(part.Length > 80 ? part[..80] + "..." : part)}'";

    private void Flatten(string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                _parts[path] = "object";
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    Flatten($"{path}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                _parts[path] = "list of " + element.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture);
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Flatten($"{path}[{index++}]", item);
                }

                break;
            default:
                _parts[path] = element.GetRawText();
                break;
        }
    }
}
