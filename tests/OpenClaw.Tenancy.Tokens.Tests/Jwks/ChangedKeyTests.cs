using System.Text.Json.Nodes;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>One key id never means two keys: the set that says so is refused as a whole, and the last good one ages.</summary>
public sealed class ChangedKeyTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Another_key_under_a_known_id_is_refused_and_the_old_one_kept(string algorithm)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ProviderKey old = world.Provider.Active;
        await world.Verified(world.Provider.Token());

        world.Provider.Withdraw(old);
        ProviderKey changed = world.Provider.Publish(algorithm == "ES256" ? ProviderKey.Es256("es-1") : ProviderKey.Rs256("es-1"));
        ProviderKey other = world.Provider.Publish(ProviderKey.Es256("es-2"));
        world.Time.Advance(Interval);

        // The other key of the set is unknown too: nothing of the set counts.
        await world.Refused(world.Provider.Token(key: other), "key_source", DenyReason.DependencyUnavailable);
        await world.Refused(world.Provider.Token(key: changed), algorithm == "ES256" ? "signature" : "alg");
        await world.Verified(world.Provider.Token(key: old));
        Assert.Contains(2213, world.Log.Ids);

        world.Time.Advance(MaxAge);
        await world.Refused(world.Provider.Token(key: old), "key_source", DenyReason.DependencyUnavailable);
        await world.Refused(world.Provider.Token(key: changed), "key_source", DenyReason.DependencyUnavailable);
        Assert.Single(world.Log.Ids, 2213);
    }

    [Fact]
    public async Task Set_without_the_contradiction_counts_again()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ProviderKey old = world.Provider.Active;
        Assert.NotNull(await world.Find());
        world.Provider.Withdraw(old);
        ProviderKey changed = world.Provider.Publish(ProviderKey.Es256("es-1"));
        world.Time.Advance(MaxAge);
        await world.Unknown();

        world.Provider.Withdraw(changed);
        world.Provider.Publish(ProviderKey.Es256("es-2"));
        world.Time.Advance(Interval);

        Assert.NotNull(await world.Find("es-2"));
        Assert.Null(await world.Find());
        Assert.Equal([2213, 2212, 2215], world.Log.Ids);
    }

    [Fact]
    public async Task Id_of_a_withdrawn_key_is_not_given_to_another()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ProviderKey old = world.Provider.Active;
        Assert.NotNull(await world.Find());
        ProviderKey second = world.Provider.Publish(ProviderKey.Es256("es-2"));
        world.Provider.Withdraw(old);
        world.Time.Advance(Interval);
        Assert.NotNull(await world.Find("es-2"));

        world.Provider.Withdraw(second);
        world.Provider.Publish(ProviderKey.Es256("es-1"));
        world.Time.Advance(Interval);

        await world.Unknown("es-1");
        Assert.Equal(2213, world.Log.Ids[0]);
        Assert.NotNull(await world.Find("es-2"));
    }

    [Fact]
    public async Task Same_key_may_come_back()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ProviderKey old = world.Provider.Active;
        Assert.NotNull(await world.Find());
        world.Provider.Publish(ProviderKey.Es256("es-2"));
        world.Provider.Withdraw(old);
        world.Time.Advance(Interval);
        Assert.NotNull(await world.Find("es-2"));

        world.Provider.Publish(old);
        world.Time.Advance(Interval);

        Assert.NotNull(await world.Find("es-1"));
    }

    [Fact]
    public async Task As_many_ids_are_remembered_as_said()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await PublishAsync(world, rounds: 8, keys: 32);

        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec("k-0-0")));
        await world.Unknown("k-0-0");
    }

    [Fact]
    public async Task Id_that_was_published_for_long_is_forgotten_after_its_withdrawal()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await PublishAsync(world, rounds: 10, keys: 31, KeySets.Ec("lasting"));
        await PublishAsync(world, rounds: 9, keys: 32, prefix: "later");

        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec("lasting")));
        Assert.NotNull(await world.Find("lasting"));
    }

    [Fact]
    public async Task Remembered_ids_are_bounded()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await PublishAsync(world, rounds: 12, keys: 32);

        // 256 ids are remembered: the last eight sets, and no first one.
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec("k-0-0")));
        Assert.NotNull(await world.Find("k-0-0"));
        world.Time.Advance(Interval);
        world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec("k-11-0")));
        await world.Unknown("k-11-0");
    }

    [Fact]
    public async Task Id_that_is_still_published_is_never_forgotten()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        var steady = KeySets.Ec("steady");
        for (int round = 0; round < 20; round++)
        {
            world.Provider.Fault = ProviderFaults.Json(KeySets.Of([steady.DeepClone(), .. Enumerable.Range(0, 31).Select(i => KeySets.Ec($"k-{round}-{i}"))]));
            Assert.NotNull(await world.Find($"k-{round}-0"));
            world.Time.Advance(Interval);

            world.Provider.Fault = ProviderFaults.Json(KeySets.Of(KeySets.Ec("steady"), KeySets.Ec("new")));
            await world.Unknown("new");
            world.Time.Advance(Interval);
        }
    }

    // Sets that have no key in common but the one that lasts.
    private static async Task PublishAsync(IdentityWorld world, int rounds, int keys, JsonObject? lasting = null, string prefix = "k")
    {
        for (int round = 0; round < rounds; round++)
        {
            IEnumerable<JsonObject> set = Enumerable.Range(0, keys).Select(i => KeySets.Ec($"{prefix}-{round}-{i}"));
            world.Provider.Fault = ProviderFaults.Json(KeySets.Of([.. set, .. lasting is null ? [] : new[] { lasting.DeepClone() }]));
            Assert.NotNull(await world.Find($"{prefix}-{round}-0"));
            world.Time.Advance(Interval);
        }
    }
}
