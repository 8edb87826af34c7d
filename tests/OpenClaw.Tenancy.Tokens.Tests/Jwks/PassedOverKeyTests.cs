using System.Text.Json.Nodes;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>Keys that sound issuers publish for others: they are passed over, and the rest of the set counts.</summary>
public sealed class PassedOverKeyTests
{
    private static readonly Dictionary<string, Func<JsonObject>> Table = new()
    {
        ["another kind"] = () => new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["kid"] = "other", ["x"] = "AA", ["alg"] = "EdDSA" },
        ["an unknown kind"] = () => new JsonObject { ["kty"] = "AKP", ["kid"] = "other" },
        ["kty in another case"] = () => KeySets.Ec("other").With("kty", "ec").Without("alg"),
        ["another curve"] = () => KeySets.P384("other").Without("alg"),
        ["another algorithm of the curve"] = () => KeySets.P384("other").With("alg", "ES384"),
        ["RS512"] = () => KeySets.Rsa("other").With("alg", "RS512"),
        ["PS256"] = () => KeySets.Rsa("other").With("alg", "PS256"),
        ["none"] = () => KeySets.Rsa("other").With("alg", "none"),
        ["alg in another case"] = () => KeySets.Rsa("other").With("alg", "rs256"),
        ["for encryption"] = () => KeySets.Rsa("other").With("use", "enc").With("alg", "RSA-OAEP"),
        ["for encryption, and RS256"] = () => KeySets.Rsa("other").With("use", "enc"),
        ["an unknown use"] = () => KeySets.Ec("other").With("use", "SIG"),
        ["only to sign"] = () => KeySets.Ec("other").With("key_ops", new JsonArray("sign")),
        ["no operation"] = () => KeySets.Ec("other").With("key_ops", new JsonArray()),
        ["without an id"] = () => KeySets.Ec("other").Without("kid"),
    };

    public static TheoryData<string> Rows => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Key_that_cannot_be_used_is_passed_over(string row)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec(), Table[row]()));

        Assert.NotNull(await world.Find());
        Assert.Null(await world.Find("other"));
        Assert.Empty(world.Log.Ids);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Key_without_alg_use_or_key_ops_is_for_one_algorithm(string algorithm)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        JsonObject jwk = algorithm == "ES256" ? KeySets.Ec("bare") : KeySets.Rsa("bare");
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(jwk.Without("alg", "use")));

        Assert.Equal(algorithm, (await world.Find("bare"))!.Algorithm);
    }

    [Fact]
    public async Task What_providers_add_to_a_key_is_no_fault()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Rsa("rich")
            .With("key_ops", new JsonArray("verify", "encrypt", "verify")).With("x5c", new JsonArray("AA==")).With("x5t", "AA").With("issuer", "https://login.example").With("D", "AA")));

        Assert.NotNull(await world.Find("rich"));
    }

    [Fact]
    public async Task Key_of_the_longest_id_and_of_the_largest_and_smallest_numbers_counts()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        string longest = new('k', 128);
        JsonObject largest = KeySets.Rsa("large");
        largest.Edit("n", static n => [.. n, .. new byte[(8192 / 8) - n.Length - 1], 1]);
        JsonObject smallest = KeySets.Rsa("small").Edit("n", static n => [0x80, .. n[1..]]).Edit("e", static _ => [1, 0, 0, 1]);
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec(longest), largest, smallest));

        Assert.NotNull(await world.Find(longest));
        Assert.NotNull(await world.Find("large"));
        Assert.NotNull(await world.Find("small"));
    }

    [Fact]
    public async Task Full_set_of_the_longest_answer_counts()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of([.. Enumerable.Range(0, 32).Select(i => KeySets.Ec($"es-{i}"))]).PadRight(64 * 1024));

        Assert.NotNull(await world.Find("es-31"));
    }
}
