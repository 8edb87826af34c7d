using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>Answers that are no key set of a sound issuer: each is refused as a whole, for a stated reason, and the next good one counts.</summary>
public sealed class JwksRefusalTests
{
    private static readonly Dictionary<string, (string Word, Func<Func<HttpContext, Task>> Make)> Table = new()
    {
        ["html"] = ("media_type", () => ProviderFaults.Html),
        ["no media type"] = ("media_type", () => c => c.Response.Body.WriteAsync("{}"u8.ToArray()).AsTask()),
        ["text"] = ("media_type", () => ProviderFaults.Json(KeySets.Of(KeySets.Ec()), "text/plain")),
        ["compressed"] = ("media_type", () => Compressed),
        ["html that says json"] = ("json", () => ProviderFaults.HtmlAsJson),
        ["10 MB"] = ("size", () => ProviderFaults.Huge),
        ["10 MB, announced"] = ("size", () => Announced),
        ["one byte too many"] = ("size", () => ProviderFaults.Json(KeySets.Of(KeySets.Ec()).PadRight((64 * 1024) + 1))),
        ["500"] = ("status", () => ProviderFaults.Failure),
        ["204"] = ("status", () => Status(204)),
        ["404"] = ("status", () => Status(404)),
        ["connection closed"] = ("unreachable", () => c => { c.Abort(); return Task.CompletedTask; }),
        ["empty"] = ("json", () => ProviderFaults.Json(string.Empty)),
        ["truncated"] = ("json", () => ProviderFaults.Json(KeySets.Of(KeySets.Ec())[..^2])),
        ["trailing data"] = ("json", () => ProviderFaults.Json(KeySets.Of(KeySets.Ec()) + "{}")),
        ["trailing comma"] = ("json", () => ProviderFaults.Json("""{"keys":[],}""")),
        ["comment"] = ("json", () => ProviderFaults.Json("""{"keys":[]/**/}""")),
        ["byte order mark"] = ("json", () => ProviderFaults.Json('\uFEFF' + KeySets.Of(KeySets.Ec()))),
        ["no UTF-8"] = ("json", () => NoUtf8),
        ["lone surrogate"] = ("json", () => ProviderFaults.Json("""{"keys":[{"kty":"EC","kid":"\ud800"}]}""")),
        ["deep"] = ("json", () => ProviderFaults.Json($$"""{"keys":[{"kty":"OKP","x":{{new string('[', 5000)}}{{new string(']', 5000)}}}]}""")),
        ["keys twice"] = ("json", () => ProviderFaults.Json("""{"keys":[],"keys":[]}""")),
        ["keys twice, once escaped"] = ("json", () => ProviderFaults.Json("""{"keys":[],"k\u0065ys":[]}""")),
        ["member twice in a key"] = ("json", () => ProviderFaults.Json(KeySets.Of(KeySets.Ec()).Replace("\"kid\":\"es-1\"", "\"kid\":\"es-1\",\"k\\u0069d\":\"es-2\"", StringComparison.Ordinal))),
        ["array"] = ("shape", () => ProviderFaults.Json("[]")),
        ["null"] = ("shape", () => ProviderFaults.Json("null")),
        ["no keys"] = ("shape", () => ProviderFaults.Json("{}")),
        ["Keys"] = ("shape", () => ProviderFaults.Json("""{"Keys":[]}""")),
        ["keys an object"] = ("shape", () => ProviderFaults.Json("""{"keys":{}}""")),
        ["key a text"] = ("shape", () => Keys("x")),
        ["key null"] = ("shape", () => ProviderFaults.Json("""{"keys":[null]}""")),
        ["no kty"] = ("shape", () => Keys(KeySets.Ec().Without("kty"))),
        ["kid a number"] = ("shape", () => Keys(KeySets.Ec().With("kid", 1))),
        ["alg a list"] = ("shape", () => Keys(KeySets.Ec().With("alg", new JsonArray("ES256")))),
        ["use null"] = ("shape", () => Keys(KeySets.Ec().With("use", null))),
        ["key_ops a list of a number"] = ("shape", () => Keys(KeySets.Ec().With("key_ops", new JsonArray("verify", 1)))),
        ["key_ops a text"] = ("shape", () => Keys(KeySets.Ec().With("key_ops", "verify"))),
        ["33 keys"] = ("too_many_keys", () => Keys([.. Enumerable.Range(0, 33).Select(i => (JsonNode)KeySets.Ec($"es-{i}"))])),
        ["kid empty"] = ("key_id", () => Keys(KeySets.Ec(string.Empty))),
        ["kid with a space"] = ("key_id", () => Keys(KeySets.Ec("a b"))),
        ["kid not ASCII"] = ("key_id", () => Keys(KeySets.Ec("schl\u00FCssel"))),
        ["kid too long"] = ("key_id", () => Keys(KeySets.Ec(new string('k', 129)))),
        ["two keys, one kid"] = ("duplicate_key_id", () => Keys(KeySets.Ec(), KeySets.Ec())),
        ["the same key twice"] = ("duplicate_key_id", () => KeySets.Ec() is var key ? Keys(key, key.DeepClone()) : null!),
        ["one kid, one key passed over"] = ("duplicate_key_id", () => Keys(KeySets.Ec(), KeySets.Rsa("es-1").With("use", "enc"))),
        ["two keys, one kid, one of them private"] = ("private_key", () => Keys(KeySets.Ec(), KeySets.Ec().With("d", "AA"))),
        ["symmetric"] = ("symmetric_key", () => Keys(KeySets.Ec(), new JsonObject { ["kty"] = "oct", ["kid"] = "h", ["alg"] = "HS256", ["k"] = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ" })),
        ["symmetric, without its octets"] = ("symmetric_key", () => Keys(new JsonObject { ["kty"] = "oct" })),
        ["octets in a public key"] = ("private_key", () => Keys(KeySets.Ec().With("k", "AA"))),
        ["private"] = ("private_key", () => Keys(KeySets.Ec().With("d", "AA"))),
        ["private, p"] = ("private_key", () => Keys(KeySets.Rsa().With("p", "AA"))),
        ["private, q"] = ("private_key", () => Keys(KeySets.Rsa().With("q", "AA"))),
        ["private, dp"] = ("private_key", () => Keys(KeySets.Rsa().With("dp", "AA"))),
        ["private, dq"] = ("private_key", () => Keys(KeySets.Rsa().With("dq", "AA"))),
        ["private, qi"] = ("private_key", () => Keys(KeySets.Rsa().With("qi", "AA"))),
        ["private, for encryption"] = ("private_key", () => Keys(KeySets.Ec().With("d", "AA").With("use", "enc"))),
        ["private, unknown kind"] = ("private_key", () => Keys(new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["d"] = "AA" })),
        ["prime"] = ("private_key", () => Keys(KeySets.Rsa().With("p", "AA"))),
        ["other primes"] = ("private_key", () => Keys(KeySets.Rsa().With("oth", new JsonArray()))),
        ["RS256 on a curve"] = ("key_conflict", () => Keys(KeySets.Ec().With("alg", "RS256"))),
        ["ES256 with RSA"] = ("key_conflict", () => Keys(KeySets.Rsa().With("alg", "ES256"))),
        ["ES256 on P-384"] = ("key_conflict", () => Keys(KeySets.P384())),
        ["RSA with a curve"] = ("key_conflict", () => Keys(KeySets.Rsa().With("crv", "P-256"))),
        ["RSA of 1024 bits"] = ("rsa_key", () => Keys(KeySets.Rsa(bits: 1024))),
        ["RSA of 2040 bits"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("n", n => n[..255]))),
        ["RSA of 2047 bits"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("n", n => [0x7F, .. n[1..]]))),
        ["RSA of 8200 bits"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("n", n => [.. n, .. n, .. n, .. n, n[^1]]))),
        ["RSA, weak under a leading zero"] = ("rsa_key", () => Keys(KeySets.Rsa(bits: 1024).Edit("n", n => [.. new byte[128], .. n]))),
        ["RSA, even"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("n", n => [.. n[..^1], (byte)(n[^1] & 0xFE)]))),
        ["RSA without n"] = ("rsa_key", () => Keys(KeySets.Rsa().Without("n"))),
        ["RSA without e"] = ("rsa_key", () => Keys(KeySets.Rsa().Without("e"))),
        ["e 1"] = ("rsa_key", () => Keys(KeySets.Rsa().With("e", "AQ"))),
        ["e 3"] = ("rsa_key", () => Keys(KeySets.Rsa().With("e", "Aw"))),
        ["e 65535"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("e", _ => [0, 0xFF, 0xFF]))),
        ["e even"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("e", _ => [1, 0, 2]))),
        ["e huge"] = ("rsa_key", () => Keys(KeySets.Rsa().Edit("e", _ => [1, 0, 0, 0, 1]))),
        ["n padded"] = ("rsa_key", () => Keys(KeySets.Rsa().With("n", KeySets.Rsa()["n"]!.GetValue<string>() + "=="))),
        ["point not on the curve"] = ("ec_point", () => Keys(KeySets.Ec().Edit("y", y => [.. y[..^1], (byte)(y[^1] ^ 1)]))),
        ["point at zero"] = ("ec_point", () => Keys(KeySets.Ec().Edit("x", _ => new byte[32]).Edit("y", _ => new byte[32]))),
        ["short coordinate"] = ("ec_point", () => Keys(KeySets.Ec().Edit("x", x => x[1..]))),
        ["long coordinate"] = ("ec_point", () => Keys(KeySets.Ec().Edit("x", x => [0, .. x]))),
        ["coordinate a number"] = ("ec_point", () => Keys(KeySets.Ec().With("x", 1))),
        ["no y"] = ("ec_point", () => Keys(KeySets.Ec().Without("y"))),
    };

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Answer_that_is_no_key_set_is_refused(string row)
    {
        (string word, Func<Func<HttpContext, Task>> make) = Table[row];
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = make();

        await world.Unknown();
        Assert.Equal([2211, 2212], world.Log.Ids.Order());

        world.Provider.Fault = null;
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(await world.Find());
        world.RefusedFor(word);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_that_does_not_end_is_left_after_the_time_out(bool drip)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = drip ? ProviderFaults.Drip : ProviderFaults.Hang;

        Task asking = world.Unknown();
        await world.Provider.KeysAskedAsync(TestContext.Current.CancellationToken);
        world.Time.Advance(TimeSpan.FromSeconds(4));
        await asking;

        world.RefusedFor("timeout");
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await using TestIdentityProvider elsewhere = await TestIdentityProvider.StartAsync(world.Time);
        world.Provider.Fault = ProviderFaults.Redirect(elsewhere.KeysAddress);

        await world.Unknown();

        Assert.Equal((1, 0), (world.Provider.KeyRequests, elsewhere.KeyRequests));
        world.RefusedFor("status");
    }

    [Fact]
    public async Task Provider_that_is_gone_is_unknown()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await world.Provider.DisposeAsync();

        await world.Unknown();

        world.RefusedFor("unreachable");
    }

    private static Func<HttpContext, Task> Keys(params JsonNode[] keys) => ProviderFaults.Json(KeySets.Of(keys));

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static async Task Announced(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 10_000_000;
        await context.Response.Body.FlushAsync();
        await ProviderFaults.Hang(context);
    }

    private static Task Compressed(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        return ProviderFaults.Json(KeySets.Of(KeySets.Ec()))(context);
    }

    private static async Task NoUtf8(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync((byte[])[.. "{\"keys\":[],\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
    }
}
