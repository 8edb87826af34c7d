using System.Buffers.Text;
using System.Text;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class EncodingRefusalTests
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private static readonly RefusalTable Table = Json(Text(new RefusalTable()));

    public static TheoryData<string> Rows => Table.Names;

    [Theory]
    [CountsCases("tokens/refusals", "kinds of tokens that must be refused")]
    [MemberData(nameof(Rows))]
    public Task Other_spelling_is_refused(string row) => Table.Check(row);

    [Fact]
    public async Task Longest_token_is_accepted_and_one_character_more_is_not()
    {
        using var world = new TokenWorld();
        (string fits, string tooLong) = (world.Forge.Token(), string.Empty);
        for (int pad = 1; tooLong.Length == 0; pad++)
        {
            string token = world.Forge.Sign(world.Forge.Header.ToString(), world.Forge.Payload + new string(' ', pad));
            (fits, tooLong) = token.Length <= 4096 ? (token, tooLong) : (fits, token);
        }

        Assert.InRange(fits.Length, 4094, 4096);
        Assert.InRange(tooLong.Length, 4097, 4099);
        await world.Accepted(fits);
        await world.Refused(tooLong, "size");
    }

    private static RefusalTable Text(RefusalTable table) => table
        .Row("nothing", "unrecognized", _ => string.Empty)
        .Row("one part", "unrecognized", f => f.Token().Replace(".", string.Empty))
        .Row("two parts", "unrecognized", f => f.Token()[..f.Token().LastIndexOf('.')])
        .Row("four parts", "unrecognized", f => f.Token() + ".AAAA")
        .Row("five parts", "unrecognized", f => f.Token() + ".AAAA.AAAA")
        .Row("empty header", "unrecognized", f => f.Token()[f.Token().IndexOf('.')..])
        .Row("empty payload", "parts", f => Part(f, 1, _ => string.Empty))
        .Row("empty signature", "parts", f => Part(f, 2, _ => string.Empty))
        .Row("signature of zeros", "signature", f => Part(f, 2, s => new string('A', s.Length)))
        .Row("signature cut", "signature", f => Part(f, 2, s => s[..^2]))
        .Row("signature in DER", "signature", f => Part(f, 2, _ => Base64Url.EncodeToString([0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01])))
        .Row("signature with '=='", "base64", f => f.Token() + "==")
        .Row("payload with '='", "base64", f => Part(f, 1, p => p + "="))
        .Row("trailing newline", "base64", f => f.Token() + "\n")
        .Row("trailing space", "base64", f => f.Token() + " ")
        .Row("leading space", "unrecognized", f => " " + f.Token())
        .Row("newline inside the payload", "base64", f => Part(f, 1, p => p.Insert(4, "\r\n")))
        .Row("space inside the signature", "base64", f => Part(f, 2, s => s.Insert(4, " ")))
        .Row("plain base64 alphabet", "base64", f => Part(f, 2, s => s[..^2] + "+/"))
        .Row("full-width digit", "base64", f => Part(f, 1, p => p[..^1] + '\uFF11'))
        .Row("NUL", "base64", f => f.Token() + "\0")
        .Row("last character of the signature not canonical", "base64", f => Part(f, 2, Respell))
        .Row("last character of the payload not canonical", "base64", f => f.SignParts(Part(f, 0), Respell(Padded(f, 1))))
        .Row("last character of the header not canonical", "base64", f => f.SignParts(Respell(Padded(f, 0)), Part(f, 1)))
        .Row("payload of an impossible length", "base64", f => f.SignParts(Part(f, 0), Padded(f, 1) + "AAA"))
        .Row("more than 4 KiB", "size", f => f.Sign(f.Header.ToString(), f.Payload + new string(' ', 4096)))
        .Row("more than 4 KiB, another's type", "unrecognized", f => f.Sign(f.Header.Set("typ", "\"JWT\"").ToString(), f.Payload + new string(' ', 4096)))
        .Row("1 MiB", "unrecognized", _ => "eyJ" + new string('a', 1 << 20) + ".a.a");

    private static RefusalTable Json(RefusalTable table) => table
        .Row("garbage after the payload", "json", f => f.Sign(f.Header.ToString(), f.Payload + "{}"))
        .Row("garbage after the header", "json", f => f.Sign(f.Header + "x", f.Payload.ToString()))
        .Row("NUL after the payload", "json", f => f.Sign(f.Header.ToString(), f.Payload + "\0"))
        .Row("deep", "json", f => f.WithPayload(p => p.Add("x", new string('[', 1000) + new string(']', 1000))))
        .Row("17 deep", "json", f => f.WithPayload(p => p.Add("x", new string('[', 17) + new string(']', 17))))
        .Row("deep header", "json", f => f.WithHeader(h => h.Add("x", new string('[', 100) + new string(']', 100))))
        .Row("comment", "json", f => f.Sign(f.Header.ToString(), f.Payload.ToString().Insert(1, "/*x*/")))
        .Row("line comment at the end", "json", f => f.Sign(f.Header.ToString(), f.Payload + "//"))
        .Row("trailing comma", "json", f => f.Sign(f.Header.ToString(), f.Payload.ToString()[..^1] + ",}"))
        .Row("not closed", "json", f => f.Sign(f.Header.ToString(), f.Payload.ToString()[..^1]))
        .Row("single quotes", "json", f => f.WithPayload(p => p.Set("sub", "'alice'")))
        .Row("payload an array", "json", f => f.Sign(f.Header.ToString(), $"[{f.Payload}]"))
        .Row("payload a text", "json", f => f.Sign(f.Header.ToString(), "\"x\""))
        .Row("payload empty object", "unrecognized", f => f.Sign(f.Header.ToString(), "{}"))
        .Row("BOM before the payload", "json", f => f.Sign(Encoding.UTF8.GetBytes(f.Header.ToString()), [.. Bom, .. Encoding.UTF8.GetBytes(f.Payload.ToString())]))
        .Row("BOM before the header", "unrecognized", f => f.Sign([.. Bom, .. Encoding.UTF8.GetBytes(f.Header.ToString())], Encoding.UTF8.GetBytes(f.Payload.ToString())))
        .Row("bad UTF-8 in a claim", "json", f => f.Sign(Encoding.UTF8.GetBytes(f.Header.ToString()), Encoding.Latin1.GetBytes(f.Payload.Set("sub", "\"\u00FF\"").ToString())))
        .Row("bad UTF-8 in an unknown claim", "json", f => f.Sign(Encoding.UTF8.GetBytes(f.Header.ToString()), Encoding.Latin1.GetBytes(f.Payload.Add("x", "\"\u00FF\"").ToString())))
        .Row("bad UTF-8 in the header", "json", f => f.Sign(Encoding.Latin1.GetBytes(f.Header.Set("kid", "\"\u00C0\u0080\"").ToString()), Encoding.UTF8.GetBytes(f.Payload.ToString())))
        .Row("UTF-16 payload", "json", f => f.Sign(Encoding.UTF8.GetBytes(f.Header.ToString()), Encoding.Unicode.GetBytes(f.Payload.ToString())));

    private static string Part(TokenForge forge, int part) => forge.Token().Split('.')[part];

    private static string Part(TokenForge forge, int part, Func<string, string> edit)
    {
        string[] parts = forge.Token().Split('.');
        parts[part] = edit(parts[part]);
        return string.Join('.', parts);
    }

    // Spaces at the end of the object, until the last character carries unused bits.
    private static string Padded(TokenForge forge, int part)
    {
        string json = (part == 0 ? forge.Header : forge.Payload).ToString();
        while (Encoding.UTF8.GetByteCount(json) % 3 != 1)
        {
            json += " ";
        }

        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    // The same bytes to a forgiving decoder: only unused bits differ.
    private static string Respell(string part)
    {
        Assert.Equal(2, part.Length % 4);
        string other = part[..^1] + Digits[Digits.IndexOf(part[^1]) | 1];
        Assert.NotEqual(part, other);
        return other;
    }
}
