using System.Text.Json;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>The state of a key in a key file. A key whose file says nothing of it is active.</summary>
internal static class KeyStateJson
{
    private const string State = "oct_state";
    private const string Until = "oct_until";
    private const string Retiring = "retiring";
    private const string Revoked = "revoked";

    internal static void Write(Utf8JsonWriter writer, TokenKey key)
    {
        if (key.State == TokenKeyState.Active)
        {
            return;
        }

        writer.WriteString(State, key.State == TokenKeyState.Retiring ? Retiring : Revoked);
        if (key.VerifiesUntil is { } until)
        {
            // Rounded up: no token that the rotation counted on ends early.
            writer.WriteNumber(Until, (until.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        }
    }

    /// <summary>Reads the state. A word that is not known is no state, and the file is refused.</summary>
    internal static TokenKeyState Read(JsonElement element, out DateTimeOffset? until)
    {
        until = null;
        if (!element.TryGetProperty(State, out JsonElement state))
        {
            return TokenKeyState.Active;
        }

        switch (state.GetString())
        {
            case Retiring:
                until = DateTimeOffset.FromUnixTimeSeconds(element.GetProperty(Until).GetInt64());
                return TokenKeyState.Retiring;
            case Revoked:
                return TokenKeyState.Revoked;
            default:
                throw new JsonException();
        }
    }
}
