using System.Collections.Frozen;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Which scope a command takes that stands in the text of a chat. A gateway acts on such text; whoever may write it may not for that reason do what it says.</summary>
internal static class ChatCommands
{
    internal const string Approvals = "operator.approvals";
    internal const string Admin = "operator.admin";

    // Whatever of a message's parameters a gateway may read as what somebody said.
    private static readonly FrozenSet<string> Texts = new[] { "message", "text", "content", "input", "prompt", "body", "task", "initialMessage" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Scopes = new (string Command, string Scope)[]
    {
        ("approve", Approvals), ("config", Admin), ("debug", Admin), ("mcp", Admin), ("plugin", Admin), ("plugins", Admin), ("restart", Admin), ("update", Admin), ("pair", Admin),
        ("bash", Admin), ("exec", Admin), ("elevated", Admin), ("elev", Admin), ("allowlist", Admin), ("send", Admin), ("activation", Admin), ("acp", Admin), ("login", Admin), ("logout", Admin),
    }.ToFrozenDictionary(static c => c.Command, static c => c.Scope, StringComparer.OrdinalIgnoreCase);

    /// <summary>The strongest scope that the parameters of a request take for what is said in them; null where they take none.</summary>
    internal static string? ScopeOf(ReadOnlySpan<byte> parameters)
    {
        // A command begins with a mark, and so does the text that may be one. An escape may stand for it.
        if (parameters.IndexOfAny((byte)'/', (byte)'!', (byte)'\\') < 0)
        {
            return null;
        }

        string? strongest = null;
        var reader = new Utf8JsonReader(parameters, new JsonReaderOptions { MaxDepth = GatewayFrameReader.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !Texts.Contains(reader.GetString()!))
            {
                continue;
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.String && ScopeOfText(reader.GetString()!) is { } scope)
            {
                strongest = scope == Admin || strongest is null ? scope : strongest;
            }
        }

        return strongest;
    }

    private static string? ScopeOfText(string text)
    {
        string? strongest = null;
        var places = new CommandReader(text);
        while (strongest != Admin && places.MoveNext())
        {
            // A shell's line, where a gateway lets one through.
            strongest = places.IsShell ? Admin : Scopes.GetValueOrDefault(places.Word) ?? strongest;
        }

        return strongest;
    }
}
