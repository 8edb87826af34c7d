using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Makes tokens byte by byte, with the keys of a ring and with any fault.</summary>
internal sealed class TokenForge
{
    internal const string Issuer = "https://tokens.test";
    internal const string Audience = "runtime-1";

    private readonly JsonElement _key;
    private ECDsa? _ecdsa;

    internal TokenForge(TokenKeyRing ring, ManualTime time, int key = 0)
    {
        Time = time;
        string path = Path.Combine(Path.GetTempPath(), $"forge-{Path.GetRandomFileName()}");
        ring.Save(path);
        _key = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.GetProperty("keys")[key].Clone();
        File.Delete(path);
    }

    internal ManualTime Time { get; }

    internal string KeyId => _key.GetProperty("kid").GetString()!;

    internal string Algorithm => _key.GetProperty("alg").GetString()!;

    internal long Now => Time.Now.ToUnixTimeSeconds();

    internal JsonMembers Header => new JsonMembers().Add("alg", $"\"{Algorithm}\"").Add("kid", $"\"{KeyId}\"").Add("typ", "\"oc-tenant+jwt\"");

    internal JsonMembers Payload => new JsonMembers()
        .Add("iss", $"\"{Issuer}\"").Add("aud", $"\"{Audience}\"").Add("sub", "\"alice\"").Add("tenant_id", "\"acme\"")
        .Add("scopes", "[\"operator.read@acme\"]").Add("iat", $"{Now}").Add("nbf", $"{Now}").Add("exp", $"{Now + 300}")
        .Add("jti", "\"j1\"").Add("gen", "0");

    internal string Token() => Sign(Header.ToString(), Payload.ToString());

    internal string WithHeader(Func<JsonMembers, JsonMembers> edit) => Sign(edit(Header).ToString(), Payload.ToString());

    internal string WithPayload(Func<JsonMembers, JsonMembers> edit) => Sign(Header.ToString(), edit(Payload).ToString());

    internal string Sign(string header, string payload) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    internal string Sign(byte[] header, byte[] payload) => SignParts(Base64Url.EncodeToString(header), Base64Url.EncodeToString(payload));

    internal string SignParts(string header, string payload)
    {
        byte[] input = Encoding.UTF8.GetBytes($"{header}.{payload}");
        return $"{header}.{payload}.{Base64Url.EncodeToString(Algorithm == "ES256" ? SignEs256(input) : HMACSHA256.HashData(Octets("k"), input))}";
    }

    internal string PublicKeyPem()
    {
        using ECDsa key = Ecdsa();
        return key.ExportSubjectPublicKeyInfoPem();
    }

    internal byte[] Octets(string member) => Base64Url.DecodeFromChars(_key.GetProperty(member).GetString());

    private byte[] SignEs256(byte[] input) => (_ecdsa ??= Ecdsa()).SignData(input, HashAlgorithmName.SHA256);

    private ECDsa Ecdsa() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = Octets("d"),
        Q = new ECPoint { X = Octets("x"), Y = Octets("y") },
    });
}
