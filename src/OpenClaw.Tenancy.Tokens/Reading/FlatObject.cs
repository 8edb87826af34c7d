using System.Text.Json;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>Walks one JSON object of known members, and keeps the first rule that it breaks.</summary>
/// <remarks>Text that is not JSON at all is an exception: <see cref="JsonException"/>, or <see cref="InvalidOperationException"/> for a lone surrogate.</remarks>
internal ref struct FlatObject
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<byte[]> _members;
    private Utf8JsonReader _reader;
    private uint _seen;

    internal FlatObject(ReadOnlySpan<byte> json, ReadOnlySpan<byte[]> members)
    {
        _json = json;
        _members = members;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = MaxDepth });
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }
    }

    /// <summary>The first rule that was broken, or null.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Moves to the value of the next member.</summary>
    /// <param name="member">Its place among the known members, or -1.</param>
    /// <returns>False at the end of the object, with nothing after it.</returns>
    internal bool Next(out int member)
    {
        member = -1;
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndObject)
        {
            // SECURITY: reads to the end, so that data after the object is found.
            while (_reader.Read())
            {
            }

            return false;
        }

        member = Find();
        _reader.Read();
        return true;
    }

    /// <summary>Whether all members of a set were there.</summary>
    internal readonly bool HasAll(uint members) => (_seen & members) == members;

    internal string? ReadString()
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            return _reader.GetString();
        }

        Skip(TokenFault.ClaimType);
        return null;
    }

    // Digits only: no sign, fraction or exponent, and no leading zero, which JSON itself forbids.
    internal long? ReadInteger(long max)
    {
        if (_reader.TokenType == JsonTokenType.Number && !_reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && _reader.TryGetInt64(out long value) && value <= max)
        {
            return value;
        }

        Skip(TokenFault.ClaimType);
        return null;
    }

    internal string[]? ReadStrings(int max)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            Skip(TokenFault.ClaimType);
            return null;
        }

        List<string> items = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType == JsonTokenType.String && items.Count < max)
            {
                items.Add(_reader.GetString()!);
            }
            else
            {
                Skip(TokenFault.ClaimType);
            }
        }

        return [.. items];
    }

    /// <summary>The text of an object inside this one, to be walked on its own; empty where the value is none.</summary>
    internal ReadOnlySpan<byte> ReadObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Skip(TokenFault.ClaimType);
            return default;
        }

        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return _json[start..(int)_reader.BytesConsumed];
    }

    /// <summary>Takes over what an object inside this one broke.</summary>
    internal void Blame(string? fault) => Fault ??= fault;

    /// <summary>Passes over a value for the reason that is given.</summary>
    internal void Skip(string fault)
    {
        Fault ??= fault;
        _reader.Skip();
    }

    // SECURITY: names are compared after unescaping, so that another spelling of a name is found as its double;
    // and an escaped spelling is refused even alone, because a name has one spelling here.
    private int Find()
    {
        for (int i = 0; i < _members.Length; i++)
        {
            if (_reader.ValueTextEquals(_members[i]))
            {
                Fault ??= (_seen & (1u << i)) != 0 ? TokenFault.DuplicateMember : _reader.ValueIsEscaped ? TokenFault.MemberName : null;
                _seen |= 1u << i;
                return i;
            }
        }

        return -1;
    }
}
