using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>Tokens that must be refused, each with the word that the audit gets, and each beside a valid one.</summary>
public sealed class IdentityRefusalTests
{
    private static readonly Dictionary<string, (string Word, Func<TestIdentityProvider, string> Make)> Table = new()
    {
        ["empty"] = ("parts", _ => string.Empty),
        ["no token"] = ("parts", _ => "eyJ"),
        ["two parts"] = ("parts", p => p.Token()[..p.Token().LastIndexOf('.')]),
        ["four parts"] = ("parts", p => p.Token() + ".AAAA"),
        ["no signature"] = ("base64", p => p.Token()[..(p.Token().LastIndexOf('.') + 1)]),
        ["no payload"] = ("base64", p => Parts(p, (h, _, s) => $"{h}..{s}")),
        ["too long"] = ("size", p => p.Token(c => c["pad"] = new string('x', 12_300))),
        ["padded"] = ("base64", p => p.Token() + "=="),
        ["line break at the end"] = ("base64", p => p.Token() + "\n"),
        ["stray last bits"] = ("base64", p => Parts(p, (h, b, s) => $"{h}.{b}.{s[..^1]}{(char)(s[^1] + 1)}")),
        ["standard base64"] = ("base64", p => Parts(p, (h, b, s) => $"{h}.{b}.+/{s[2..]}")),
        ["header twice alg"] = ("json", p => Raw(p, Head(p).Replace("{", "{\"alg\":\"none\",", StringComparison.Ordinal), Body(p))),
        ["header twice kid, once escaped"] = ("json", p => Raw(p, Head(p).Replace("{", "{\"k\\u0069d\":\"x\",", StringComparison.Ordinal), Body(p))),
        ["claim twice"] = ("json", p => Raw(p, Head(p), Body(p).Replace("{", "{\"sub\":\"bob\",", StringComparison.Ordinal))),
        ["claim twice, once escaped"] = ("json", p => Raw(p, Head(p), Body(p).Replace("{", "{\"s\\u0075b\":\"bob\",", StringComparison.Ordinal))),
        ["member twice, deep"] = ("json", p => Raw(p, Head(p), Body(p).Replace("{", "{\"x\":[{\"a\":1,\"a\":2}],", StringComparison.Ordinal))),
        ["payload and more"] = ("json", p => Raw(p, Head(p), Body(p) + "{}")),
        ["comment"] = ("json", p => Raw(p, Head(p), Body(p).Replace("{", "{/**/", StringComparison.Ordinal))),
        ["deep"] = ("json", p => Raw(p, Head(p), Body(p).Replace("{", $"{{\"x\":{new string('[', 2000)}{new string(']', 2000)},", StringComparison.Ordinal))),
        ["payload a list"] = ("json", p => Raw(p, Head(p), "[]")),
        ["payload a text"] = ("json", p => Raw(p, Head(p), "\"x\"")),
        ["no UTF-8"] = ("json", p => TestIdentityProvider.Sign(
            p.Active, Encoding.UTF8.GetBytes(Head(p)), [.. "{\"x\":\""u8, 0xC3, 0x28, .. "\","u8, .. Encoding.UTF8.GetBytes(Body(p)[1..])])),
        ["lone surrogate"] = ("json", p => Raw(p, Head(p), Body(p).Replace("alice", "\\ud800", StringComparison.Ordinal))),
        ["crit"] = ("header_member", p => p.Token(header: h => h["crit"] = new JsonArray("exp"))),
        ["b64"] = ("header_member", p => p.Token(header: h => h["b64"] = true)),
        ["jku"] = ("header_member", p => p.Token(header: h => h["jku"] = "https://evil.test/jwks")),
        ["jwk"] = ("header_member", p => p.Token(header: h => h["jwk"] = KeySets.Ec())),
        ["x5u"] = ("header_member", p => p.Token(header: h => h["x5u"] = "https://evil.test/x")),
        ["x5c"] = ("header_member", p => p.Token(header: h => h["x5c"] = new JsonArray("AA=="))),
        ["zip"] = ("header_member", p => p.Token(header: h => h["zip"] = "DEF")),
        ["Kid"] = ("header_member", p => p.Token(header: h => h["Kid"] = "es-1")),
        ["x5t an object"] = ("claim_type", p => p.Token(header: h => h["x5t"] = new JsonObject())),
        ["alg null"] = ("claim_type", p => p.Token(header: h => h["alg"] = null)),
        ["kid a list"] = ("claim_type", p => p.Token(header: h => h["kid"] = new JsonArray("es-1"))),
        ["no kid"] = ("kid", p => p.Token(header: h => h.Remove("kid"))),
        ["kid empty"] = ("kid", p => p.Token(header: h => h["kid"] = string.Empty)),
        ["kid a path"] = ("kid", p => p.Token(header: h => h["kid"] = "../../dev/null")),
        ["kid unknown"] = ("kid", p => p.Token(header: h => h["kid"] = "es-9")),
        ["kid in another case"] = ("kid", p => p.Token(header: h => h["kid"] = "ES-1")),
        ["kid too long"] = ("kid", p => p.Token(header: h => h["kid"] = new string('k', 129))),
        ["another type"] = ("typ", p => p.Token(header: h => h["typ"] = "logout+jwt")),
        ["access token"] = ("typ", p => p.Token(header: h => h["typ"] = "at+jwt")),
        ["tenant token"] = ("typ", p => p.Token(header: h => h["typ"] = "oc-tenant+jwt")),
        ["type in another case"] = ("typ", p => p.Token(header: h => h["typ"] = "jwt")),
        ["none"] = ("alg", p => p.Token(header: h => h["alg"] = "none")),
        ["nOnE"] = ("alg", p => p.Token(header: h => h["alg"] = "nOnE")),
        ["no alg"] = ("alg", p => p.Token(header: h => h.Remove("alg"))),
        ["RS512"] = ("alg", p => p.Token(header: h => h["alg"] = "RS512")),
        ["es256"] = ("alg", p => p.Token(header: h => h["alg"] = "es256")),
        ["algorithm of another key"] = ("alg", p => p.Token(header: h => h["alg"] = "RS256")),
        ["HS256 keyed with the public key"] = ("alg", HmacOfPublicKey),
        ["issuer missing"] = ("claim_missing", p => p.Token(c => c.Remove("iss"))),
        ["issuer in another case"] = ("issuer", p => p.Token(c => c["iss"] = p.Issuer.Replace("http", "HTTP", StringComparison.Ordinal))),
        ["issuer with a slash"] = ("issuer", p => p.Token(c => c["iss"] = p.Issuer + "/")),
        ["issuer unknown"] = ("issuer", p => p.Token(c => c["iss"] = "https://evil.test")),
        ["issuer a list"] = ("claim_type", p => p.Token(c => c["iss"] = new JsonArray(p.Issuer))),
        ["subject missing"] = ("claim_missing", p => p.Token(c => c.Remove("sub"))),
        ["subject null"] = ("claim_type", p => p.Token(c => c["sub"] = null)),
        ["subject a number"] = ("claim_type", p => p.Token(c => c["sub"] = 1)),
        ["subject empty"] = ("subject", p => p.Token(c => c["sub"] = string.Empty)),
        ["subject too long"] = ("subject", p => p.Token(c => c["sub"] = new string('s', 256))),
        ["subject with a line break"] = ("subject", p => p.Token(c => c["sub"] = "alice\n")),
        ["subject not ASCII"] = ("subject", p => p.Token(c => c["sub"] = "\u0430lice")),
        ["audience missing"] = ("audience", p => p.Token(c => c.Remove("aud"))),
        ["audience another"] = ("audience", p => p.Token(c => c["aud"] = "client-2")),
        ["audience in another case"] = ("audience", p => p.Token(c => c["aud"] = "CLIENT-1")),
        ["audience with a slash"] = ("audience", p => p.Token(c => c["aud"] = "client-1/")),
        ["audience empty list"] = ("audience", p => p.Token(c => c["aud"] = new JsonArray())),
        ["several audiences"] = ("audience", p => p.Token(c => c["aud"] = new JsonArray("client-1", "client-2"))),
        ["several audiences, and ours authorized"] = ("audience", p => p.Token(c => (c["aud"], c["azp"]) = (new JsonArray("client-1", "client-2"), "client-1"))),
        ["ours twice"] = ("audience", p => p.Token(c => c["aud"] = new JsonArray("client-1", "client-1"))),
        ["audience a list of a list"] = ("claim_type", p => p.Token(c => c["aud"] = new JsonArray(new JsonArray("client-1")))),
        ["audience null"] = ("claim_type", p => p.Token(c => c["aud"] = null)),
        ["another party is authorized"] = ("azp", p => p.Token(c => c["azp"] = "client-2")),
        ["authorized party a list"] = ("claim_type", p => p.Token(c => c["azp"] = new JsonArray("client-1"))),
        ["nonce a number"] = ("claim_type", p => p.Token(c => c["nonce"] = 1)),
        ["bound to a key"] = ("cnf_unsupported", p => p.Token(c => c["cnf"] = new JsonObject { ["x5t#S256"] = "AA" })),
        ["an actor"] = ("act_unsupported", p => p.Token(c => c["act"] = new JsonObject { ["sub"] = "mallory" })),
        ["an actor that is null"] = ("act_unsupported", p => p.Token(c => c["act"] = null)),
        ["tenant a list"] = ("tenant", p => p.Token(c => c["tid"] = new JsonArray("acme"))),
        ["tenant null"] = ("tenant", p => p.Token(c => c["tid"] = null)),
        ["tenant empty"] = ("tenant", p => p.Token(c => c["tid"] = string.Empty)),
        ["tenant too long"] = ("tenant", p => p.Token(c => c["tid"] = new string('t', 256))),
        ["tenant a lone surrogate"] = ("tenant", p => Raw(p, Head(p), Body(p).Replace("{", "{\"tid\":\"\\ud800\",", StringComparison.Ordinal))),
        ["logout token without a type of its own"] = ("events", p => p.Token(c => c["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() })),
        ["signature of another key"] = ("signature", OtherKey),
        ["signature of another token"] = ("signature", p => Parts(p, (h, b, _) => $"{h}.{b}.{p.Token(c => c["sub"] = "bob").Split('.')[2]}")),
        ["signature of zeros"] = ("signature", p => Parts(p, (h, b, _) => $"{h}.{b}.{Base64Url.EncodeToString(new byte[64])}")),
        ["signature in DER"] = ("signature", p => Parts(p, (h, b, _) => $"{h}.{b}.{Base64Url.EncodeToString(new byte[70])}")),
        ["signature and more"] = ("signature", p => Parts(p, (h, b, s) => $"{h}.{b}.{s}AAAA")),
    };

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Token_that_is_not_the_providers_for_us_is_refused(string row)
    {
        (string word, Func<TestIdentityProvider, string> make) = Table[row];
        await using IdentityWorld world = await IdentityWorld.StartAsync(identity: o => o.TenantClaim = "tid");
        string attack = make(world.Provider);

        await world.Refused(attack, word);
        await world.Verified(world.Provider.Token());
        await world.Refused(attack, word);
    }

    [Fact]
    public async Task Algorithm_that_is_not_configured_is_refused_also_with_a_good_signature()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(identity: o => o.Algorithms = ["RS256"]);

        await world.Refused(world.Provider.Token(), "alg");
        world.Provider.Publish(ProviderKey.Rs256("rs-1"));
        await world.Verified(world.Provider.Token());
    }

    [Fact]
    public async Task Token_that_is_refused_anyway_makes_nobody_ask_the_provider()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        await world.Refused(world.Provider.Token(c => c["aud"] = "client-2"), "audience");
        await world.Refused(world.Provider.Token(c => c["exp"] = 1), "lifetime");
        await world.Refused(world.Provider.Token(header: h => h["alg"] = "none"), "alg");
        await world.Refused(world.Provider.Token(header: h => h["kid"] = "a b"), "kid");

        Assert.Equal(0, world.Provider.KeyRequests);
    }

    private static string Head(TestIdentityProvider provider) => $$"""{"alg":"ES256","kid":"{{provider.Active.KeyId}}","typ":"JWT"}""";

    private static string Body(TestIdentityProvider provider) => provider.Claims().ToJsonString();

    private static string Raw(TestIdentityProvider provider, string header, string payload) => TestIdentityProvider.Sign(provider.Active, header, payload);

    private static string Parts(TestIdentityProvider provider, Func<string, string, string, string> join)
    {
        string[] parts = provider.Token().Split('.');
        return join(parts[0], parts[1], parts[2]);
    }

    private static string OtherKey(TestIdentityProvider provider)
    {
        using ProviderKey other = ProviderKey.Es256(provider.Active.KeyId);
        return provider.Token(key: other);
    }

    private static string HmacOfPublicKey(TestIdentityProvider provider)
    {
        byte[] point = Encoding.ASCII.GetBytes(provider.Active.PublicJwk().ToJsonString());
        string signed = provider.Token(header: h => h["alg"] = "HS256") is var token ? token[..token.LastIndexOf('.')] : string.Empty;
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(point, Encoding.ASCII.GetBytes(signed)))}";
    }
}
