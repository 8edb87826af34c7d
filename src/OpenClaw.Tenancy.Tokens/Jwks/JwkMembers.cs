using System.Text.Json;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What a key says of itself, each member of its one type.</summary>
internal sealed class JwkMembers
{
    private string? _use;
    private bool _hasOperations;
    private bool _verifies;

    private JwkMembers()
    {
    }

    internal string? KeyType { get; private set; }

    internal string? KeyId { get; private set; }

    internal string? Algorithm { get; private set; }

    internal string? Curve { get; private set; }

    /// <summary>Whether a member stands there that only the holder of a secret knows (RFC 7518, section 6).</summary>
    internal bool HasSecret { get; private set; }

    internal bool IsForVerifying => _use is null or "sig" && (!_hasOperations || _verifies);

    /// <summary>The members, or null when one is of another type or the kind of key is not said.</summary>
    internal static JwkMembers? Read(JsonElement key)
    {
        var members = new JwkMembers();
        foreach (JsonProperty member in key.EnumerateObject())
        {
            if (!members.Take(member))
            {
                return null;
            }
        }

        return members.KeyType is null ? null : members;
    }

    private bool Take(JsonProperty member)
    {
        switch (member.Name)
        {
            case "kty":
                return (KeyType = Text(member.Value)) is not null;
            case "kid":
                return (KeyId = Text(member.Value)) is not null;
            case "alg":
                return (Algorithm = Text(member.Value)) is not null;
            case "crv":
                return (Curve = Text(member.Value)) is not null;
            case "use":
                return (_use = Text(member.Value)) is not null;
            case "key_ops":
                return TakeOperations(member.Value);
            case "d" or "p" or "q" or "dp" or "dq" or "qi" or "oth" or "k":
                return HasSecret = true;
            default:
                return true;
        }
    }

    private bool TakeOperations(JsonElement value)
    {
        _hasOperations = true;
        if (value.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (JsonElement operation in value.EnumerateArray())
        {
            if (Text(operation) is not { } text)
            {
                return false;
            }

            _verifies |= string.Equals(text, "verify");
        }

        return true;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
