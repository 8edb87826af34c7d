using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>What a client says when it connects. Its credential is for the ingress; what it says of itself opens nothing and goes no further.</summary>
internal sealed class ConnectRequest
{
    internal const int Protocol = 4;
    internal const string Method = "connect";
    internal const string Operator = "operator";

    private const int MaxEntries = 64;

    private ConnectRequest(string? token, string[]? scopes, string[] caps) => (Token, Scopes, Caps) = (token, scopes, caps);

    /// <summary>The client's credential, or null.</summary>
    internal string? Token { get; }

    /// <summary>The scopes that it wants to be held to, or null.</summary>
    internal string[]? Scopes { get; }

    /// <summary>What it says that it can do.</summary>
    internal string[] Caps { get; }

    /// <summary>Reads the parameters of a first frame; null for whatever is not exactly a connect of an operator of this protocol.</summary>
    internal static ConnectRequest? Read(in GatewayFrame frame)
    {
        if (frame.Name != Method || frame.Body.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(frame.Body.Span, new JsonReaderOptions { MaxDepth = GatewayFrameReader.MaxDepth });
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Members(ref reader) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // Text with half a character in it, a number that is none.
            return null;
        }
    }

    private static ConnectRequest? Members(ref Utf8JsonReader reader)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int min = 0, max = 0;
        string role = Operator;
        string? token = null;
        string[]? scopes = null, caps = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (!seen.Add(name))
            {
                return null;
            }

            switch (name)
            {
                case "minProtocol":
                    min = reader.GetInt32();
                    break;
                case "maxProtocol":
                    max = reader.GetInt32();
                    break;
                case "role":
                    role = reader.GetString() ?? string.Empty;
                    break;
                case "scopes":
                    scopes = Texts(ref reader);
                    break;
                case "caps":
                    caps = Texts(ref reader);
                    break;
                case "auth":
                    token = TokenOf(ref reader);
                    break;
                case "client" or "device" or "commands" or "permissions" or "pathEnv" or "locale" or "userAgent":
                    reader.Skip();
                    break;
                default:
                    return null;
            }
        }

        return min is > 0 and <= Protocol && max >= Protocol && role == Operator ? new ConnectRequest(token, scopes, caps ?? []) : null;
    }

    private static string[] Texts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(texts.Count < MaxEntries && reader.GetString() is { } text ? text : throw new JsonException());
        }

        return [.. texts];
    }

    private static string? TokenOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        string? token = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = reader.GetString();
            reader.Read();
            if (name is "token")
            {
                token = token is null ? reader.GetString() ?? throw new JsonException() : throw new JsonException();
            }
            else
            {
                reader.Skip();
            }
        }

        return token;
    }
}
