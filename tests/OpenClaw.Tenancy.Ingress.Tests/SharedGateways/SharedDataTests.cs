using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;

namespace OpenClaw.Tenancy.Ingress.Tests.SharedGateways;

/// <summary>The data by which the guard goes: no text is told without something beside it that says whose it is, and nothing is asked that leaves it to the gateway whose.</summary>
public sealed class SharedDataTests
{
    // Words of the gateway's own, in which nothing of a tenant stands.
    private static readonly string[] Ownerless = ["methods.sessions.abort.status", "events.shutdown.reason"];

    // The agent is added to these, or nothing is asked for that is anybody's.
    private static readonly string[] Bare = ["exec.approval.list", "sessions.create", "sessions.list", "sessions.subscribe"];

    [Fact]
    public void Text_that_is_told_stands_beside_what_says_whose_it_is()
    {
        using JsonDocument data = Read();
        List<string> found = [];
        foreach (JsonProperty method in data.RootElement.GetProperty("methods").EnumerateObject())
        {
            Walk(method.Value.GetProperty("result"), $"methods.{method.Name}", isOwned: false, data.RootElement, found);
        }

        foreach (JsonProperty told in data.RootElement.GetProperty("events").EnumerateObject())
        {
            Walk(told.Value, $"events.{told.Name}", isOwned: false, data.RootElement, found);
        }

        Assert.Equal(Ownerless, found);
    }

    [Fact]
    public void Method_without_parameters_is_sent_on_where_it_asks_for_the_tenants_own_alone()
    {
        GuardWorld acme = GuardWorld.Acme();
        Assert.Equal(Bare, acme.Guard.Methods.Where(m => acme.Ask(m, "{}").Act == GuardAct.Forward));
    }

    [Fact]
    public void What_is_asked_and_told_names_a_session_or_an_approval_that_must_be_there()
    {
        using JsonDocument data = Read();
        JsonElement root = data.RootElement;
        Assert.Equal(Bare, root.GetProperty("methods").EnumerateObject().Where(m => !Names(m.Value.GetProperty("params"), root, "key", "[key]", "approval", "ownrun")).Select(static m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["shutdown", "tick"], root.GetProperty("events").EnumerateObject().Where(e => !Names(e.Value, root, "key", "approval")).Select(static e => e.Name).Order(StringComparer.Ordinal));
    }

    // By a member that must be there, of one of these kinds; a list of a kind is a kind of its own.
    private static bool Names(JsonElement shape, JsonElement root, params string[] kinds) =>
        Named(shape, root) is { ValueKind: JsonValueKind.Object } inner
        && inner.EnumerateObject().Where(static m => m.Name.StartsWith('!')).Any(m => kinds.Contains(Kind(Named(m.Value, root))) || Names(m.Value, root, kinds));

    private static string? Kind(JsonElement shape) => shape.ValueKind switch
    {
        JsonValueKind.String => shape.GetString(),
        JsonValueKind.Array => $"[{Kind(shape[0])}]",
        _ => null,
    };

    private static void Walk(JsonElement shape, string path, bool isOwned, JsonElement root, List<string> found)
    {
        shape = Named(shape, root);
        switch (shape.ValueKind)
        {
            case JsonValueKind.Array:
                Walk(shape[0], path, isOwned, root, found);
                break;
            case JsonValueKind.Object:
                // An approval's id says nothing of whose it is.
                bool owned = isOwned || Names(shape, root, "key", "agent", "run");
                foreach (JsonProperty member in shape.EnumerateObject())
                {
                    Walk(member.Value, $"{path}.{member.Name}", owned, root, found);
                }

                break;
            default:
                if (!isOwned && shape.GetString() is not ("number" or "flag" or "key" or "agent" or "run"))
                {
                    found.Add(path);
                }

                break;
        }
    }

    private static JsonElement Named(JsonElement shape, JsonElement root) =>
        shape.ValueKind == JsonValueKind.String && shape.GetString() is ['@', .. var name] ? root.GetProperty("shapes").GetProperty(name) : shape;

    private static JsonDocument Read()
    {
        using Stream stream = typeof(SharedGatewayGuard).Assembly.GetManifestResourceStream("shared.json")!;
        return JsonDocument.Parse(stream);
    }
}
