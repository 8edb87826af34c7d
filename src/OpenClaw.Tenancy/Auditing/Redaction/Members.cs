using System.Collections;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>The members of what has members: a dictionary of any kind with texts as keys.</summary>
internal static class Members
{
    /// <summary>The members of a value, or null where it has none.</summary>
    internal static IEnumerable<KeyValuePair<string, object?>>? Of(object value) => value switch
    {
        IEnumerable<KeyValuePair<string, object?>> members => members,
        IEnumerable<KeyValuePair<string, string?>> texts => texts.Select(static t => new KeyValuePair<string, object?>(t.Key, t.Value)),
        IEnumerable<KeyValuePair<string, JsonNode?>> nodes => nodes.Select(static n => new KeyValuePair<string, object?>(n.Key, n.Value)),
        IDictionary dictionary => Of(dictionary),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, object?>> Of(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            // A key that is no text has no name by which its value could be known for harmless.
            yield return entry.Key is string name
                ? new KeyValuePair<string, object?>(name, entry.Value)
                : new KeyValuePair<string, object?>(SecretText.Mark, SecretText.Mark);
        }
    }
}
