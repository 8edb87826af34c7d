using System.Buffers.Text;
using System.Text;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Spoils a valid token in ways that know its structure. All of it follows from the seed.</summary>
internal sealed class TokenMutator(TokenForge forge, TokenForge thief, int seed, Func<JsonMembers, JsonMembers>? more = null)
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const string Nasty = "=.+/ \n\r\t\0-_AQgw09\u00e9\uff21\ud800";

    private static readonly (string From, string To)[] Edits =
    [
        ("acme", "globex"), ("\"acme\"", "\"platform\""), ("alice", "root"), ("operator.read", "operator.admin"), ("\"gen\":0", "\"gen\":1"),
        ("tenant_id", "TenantId"), ("}", ",\"tenant_id\":\"globex\"}"), ("}", ",\"te\\u006eant_id\":\"globex\"}"), ("\"j1\"", "\"j2\""), ("[", "[\"a@acme\","),
        ("runtime-1", "runtime-2"), ("\"exp\":1", "\"exp\":2"), ("\"nbf\"", "\"nbt\""), ("}", "} "), ("}", "}{}"), ("{", "{ "), (":", ": "),
        ("ES256", "none"), ("ES256", "HS256"), ("oc-tenant+jwt", "JWT"), ("\"kid\"", "\"Kid\""), ("}", ",\"crit\":[\"x\"]}"),
        ("}", ",\"jku\":\"https://evil.test\"}"), ("}", ",\"jwk\":{}}"), ("}", ",\"b64\":false}"), ("\"alg\"", "\"\\u0061lg\""), ("\"typ\"", "\"cty\""),
        ("{", "{\"alg\":\"none\","), ("\"acme\"", "[\"acme\"]"), ("\"acme\"", "{\"acme\":1}"), ("\"acme\"", "\"\\u0061cme\""), ("\"alice\"", "null"),
        ("\"iat\":", "\"iat\":0,\"iat\":"), ("\"exp\":1", "\"exp\":1.1"), ("\"nbf\":1", "\"nbf\":-1"), ("\"gen\":0", "\"gen\":0e0"), ("\"iss\"", "\"Iss\""),
        ("\"cnf\"", "\"cnt\""), ("\"cnf\":{", "\"cnf\":{\"jkt\":\"x\","), ("x5t#S256", "x5t"), ("x5t#S256", "x5t\\u0023S256"), ("AAAA", "AAAB"), ("\"cnf\":{", "\"x\":{"),
        ("}", ",\"cnf\":{\"x5t#S256\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}}"), ("\"act\"", "\"acd\""), ("\"helper\"", "\"root\""),
        ("\"helper\"", "\"helper\",\"grant\":\"g\""), ("\"helper\"", "\"helper\",\"tenant_id\":\"platform\""), ("\"helper\"", "[\"helper\"]"),
        ("}", ",\"act\":{\"iss\":\"i\",\"sub\":\"root\"}}"), ("\"helper\"", "\"helper\",\"act\":{\"iss\":\"i\",\"sub\":\"root\"}"),
    ];

    private readonly Random _random = new(seed);
    private readonly Func<JsonMembers, JsonMembers> _more = more ?? (static p => p);
    private readonly string _token = forge.WithPayload(more ?? (static p => p));

    internal string Token => _token;

    internal string Next() => _random.Next(13) switch
    {
        0 => Flip(_token),
        1 => _token[.._random.Next(_token.Length)],
        2 => _token.Remove(_random.Next(_token.Length), 1),
        3 => _token.Insert(_random.Next(_token.Length + 1), Nasty[_random.Next(Nasty.Length)].ToString()),
        4 => Replace(_token, Nasty[_random.Next(Nasty.Length)]),
        5 => Swap(),
        6 => FlipDecoded(),
        7 => Edited(keepSignature: true),
        8 => Edited(keepSignature: false),
        9 => Respelt(),
        10 => Reordered(),
        11 => HeaderGame(),
        _ => _random.Next(2) == 0 ? _token + Nasty[_random.Next(Nasty.Length)] : Flip(Flip(_token)),
    };

    /// <summary>A header and payload with spoilt bytes, signed rightly all the same.</summary>
    internal string NextSigned() => forge.Sign(Spoilt(forge.Header.ToString(), 8), Spoilt(Payload, 2));

    private byte[] Spoilt(string json, int oneIn)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_random.Next(2) == 0 && _random.Next(oneIn) == 0 ? Edit(json) : json);
        if (_random.Next(oneIn) == 0)
        {
            bytes[_random.Next(bytes.Length)] = _random.Next(3) == 0 ? (byte)_random.Next(256) : (byte)"0123456789\"{}[]:,aA\\ "[_random.Next(20)];
        }

        return bytes;
    }

    private string Flip(string text) => Replace(text, null);

    private string Replace(string text, char? by)
    {
        char[] characters = text.ToCharArray();
        int at = _random.Next(characters.Length);
        characters[at] = by ?? (char)(characters[at] ^ (1 << _random.Next(8)));
        return new string(characters);
    }

    private string Swap()
    {
        string[] parts = _token.Split('.');
        (int left, int right) = (_random.Next(3), _random.Next(3));
        (parts[left], parts[right]) = _random.Next(2) == 0 ? (parts[right], parts[left]) : (parts[left], parts[left]);
        return string.Join('.', parts);
    }

    private string FlipDecoded()
    {
        string[] parts = _token.Split('.');
        int part = _random.Next(3);
        byte[] bytes = Base64Url.DecodeFromChars(parts[part]);
        bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        parts[part] = Base64Url.EncodeToString(bytes);
        return string.Join('.', parts);
    }

    // The same bytes to a forgiving decoder.
    private string Respelt()
    {
        string[] parts = _token.Split('.');
        int part = _random.Next(3);
        parts[part] = _random.Next(4) switch
        {
            0 => parts[part] + "=",
            1 => parts[part].Insert(_random.Next(parts[part].Length), "\n"),
            2 => parts[part].Replace('-', '+').Replace('_', '/') + "+",
            _ => parts[part][..^1] + Digits[Digits.IndexOf(parts[part][^1]) ^ 1],
        };
        return string.Join('.', parts);
    }

    // The same claims to a forgiving reader, under the signature of the first spelling.
    private string Reordered()
    {
        (string header, string payload) = (forge.Header.ToString(), Payload);
        string changed = _random.Next(3) switch
        {
            0 => payload.Replace(":", ": ", StringComparison.Ordinal),
            1 => $"{{{payload[(payload.IndexOf(',') + 1)..^1]},{payload[1..payload.IndexOf(',')]}}}",
            _ => payload.Insert(payload.Length - _random.Next(2), " "),
        };
        return $"{Encode(header)}.{Encode(changed)}{_token[_token.LastIndexOf('.')..]}";
    }

    private string HeaderGame()
    {
        string header = _random.Next(5) switch
        {
            0 => $"{{\"alg\":\"none\",\"kid\":\"{forge.KeyId}\",\"typ\":\"oc-tenant+jwt\"}}",
            1 => $"{{\"alg\":\"{(forge.Algorithm == "ES256" ? "HS256" : "ES256")}\",\"kid\":\"{forge.KeyId}\",\"typ\":\"oc-tenant+jwt\"}}",
            2 => $"{{\"alg\":\"{forge.Algorithm}\",\"kid\":\"{thief.KeyId}\",\"typ\":\"oc-tenant+jwt\"}}",
            3 => $"{{\"alg\":\"{forge.Algorithm}\",\"kid\":\"{forge.KeyId}\",\"typ\":\"at+jwt\"}}",
            _ => $"{{\"typ\":\"oc-tenant+jwt\",\"kid\":\"{forge.KeyId}\",\"alg\":\"{forge.Algorithm}\"}}",
        };
        return _random.Next(3) switch
        {
            0 => $"{Encode(header)}.{Encode(Payload)}.",
            1 => $"{Encode(header)}.{Encode(Payload)}{_token[_token.LastIndexOf('.')..]}",
            _ => thief.Sign(header, Payload),
        };
    }

    private string Payload => _more(forge.Payload).ToString();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string Edited(bool keepSignature)
    {
        (string header, string payload) = (forge.Header.ToString(), Payload);
        (header, payload) = _random.Next(3) == 0 ? (Edit(header), payload) : (header, Edit(payload));
        string forged = thief.Sign(header, payload);
        return keepSignature ? $"{forged[..forged.LastIndexOf('.')]}{_token[_token.LastIndexOf('.')..]}" : forged;
    }

    private string Edit(string json)
    {
        (string from, string to) = Edits[_random.Next(Edits.Length)];
        int at = json.IndexOf(from, StringComparison.Ordinal);
        return at < 0 ? json.Insert(_random.Next(json.Length), " ") : json.Remove(at, from.Length).Insert(at, to);
    }
}
