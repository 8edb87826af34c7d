using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A place of a request where an id can stand.</summary>
/// <param name="Name">The place in the report.</param>
/// <param name="Put">Puts a text there; the other text is an id of the caller's own, for places that take several.</param>
internal sealed record Position(string Name, Action<RequestDraft, string, string> Put)
{
    internal static Position Route(string name) => new($"route {name}", (draft, value, _) => draft.Route[name] = Uri.EscapeDataString(value));

    internal static Position RawRoute(string name) => new($"route {name}", (draft, value, _) => draft.Route[name] = value);

    internal static Position Query(string name) => new($"query {name}", (draft, value, _) => draft.Query.Add((name, value)));

    internal static Position Header(string name) => new($"header {name}", (draft, value, _) => draft.Headers.Add((name, value)));

    internal static Position Member(string name) => new($"body {name}", (draft, value, _) => draft.SetMember(name, JsonValue.Create(value)));

    internal static Position ListMember(string name) => new($"body {name}[]", (draft, value, own) => draft.SetMember(name, new JsonArray(own, value)));

    internal Position With(string what, Action<RequestDraft> more) => new($"{Name}, {what}", (draft, value, own) =>
    {
        Put(draft, value, own);
        more(draft);
    });
}
