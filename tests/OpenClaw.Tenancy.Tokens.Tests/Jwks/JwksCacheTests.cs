using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>How long keys count, and how seldom they are asked for.</summary>
public sealed class JwksCacheTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    [Fact]
    public async Task Keys_are_read_once_for_any_number_of_tokens()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        TokenKey?[] found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => world.Find())));

        Assert.All(found, key => Assert.Equal(("es-1", "ES256"), (key!.KeyId, key.Algorithm)));
        Assert.All(found, key => Assert.False(key!.CanSign));
        Assert.Equal(1, world.Provider.KeyRequests);
        Assert.Empty(world.Log.Ids);
    }

    [Fact]
    public async Task Keys_of_one_issuer_are_no_keys_of_another()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        Assert.NotNull(await world.Find());
        Assert.Null(await world.Keys.FindAsync(new TokenKeyQuery("https://other.example", null, "es-1"), TestContext.Current.CancellationToken));
        Assert.Null(await world.Keys.FindAsync(new TokenKeyQuery(world.Provider.Issuer + "/", null, "es-1"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("ES-1")]
    [InlineData("es-1 ")]
    [InlineData("")]
    public async Task Key_id_is_exact(string keyId)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        Assert.Null(await world.Find(keyId));
    }

    [Fact]
    public async Task Old_keys_are_read_again_beside_the_requests()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Time.Advance(RefreshAfter - Moment);
        Assert.NotNull(await world.Find());
        Assert.Equal(1, world.Provider.KeyRequests);

        world.Provider.Fault = ProviderFaults.Hang;
        world.Time.Advance(Moment);

        Assert.NotNull(await world.Find());
        await world.Eventually(() => Task.FromResult(world.Provider.KeyRequests == 2));
        Assert.NotNull(await world.Find());
        Assert.Equal(2, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task New_key_is_found_when_a_token_names_it()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Publish(ProviderKey.Rs256("rs-2"));
        world.Time.Advance(Interval);

        Assert.Equal("RS256", (await world.Find("rs-2"))!.Algorithm);
        Assert.NotNull(await world.Find());
        Assert.Equal(2, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task Invented_key_ids_cause_one_reading_in_each_interval()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        for (int round = 1; round <= 3; round++)
        {
            TokenKey?[] found = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => world.Find($"invented-{round}-{i}"))));
            Assert.All(found, Assert.Null);
            world.Time.Advance(Interval - Moment);
            Assert.Null(await world.Find("invented"));
            Assert.Equal(round, world.Provider.KeyRequests);
            world.Time.Advance(Moment);
        }
    }

    [Fact]
    public async Task Trouble_that_ends_in_time_is_told_of_with_its_end()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Fault = ProviderFaults.Failure;
        world.Time.Advance(Interval);
        await world.Unknown("es-2");
        Assert.NotNull(await world.Find());

        world.Provider.Fault = null;
        world.Time.Advance(Interval);
        Assert.Null(await world.Find("es-2"));
        Assert.Equal([2211, 2215], world.Log.Ids);
    }

    [Fact]
    public async Task Provider_that_fails_is_asked_no_more_often()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Failure;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => world.Unknown())));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => world.Unknown())));

        Assert.Equal(1, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task Last_good_keys_count_for_their_time_and_then_none()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Fault = ProviderFaults.Failure;

        for (TimeSpan past = TimeSpan.Zero; past < MaxAge - RefreshAfter; past += RefreshAfter)
        {
            world.Time.Advance(RefreshAfter);
            Assert.NotNull(await world.Find());
        }

        world.Time.Advance(RefreshAfter - Moment);
        Assert.NotNull(await world.Find());
        world.Time.Advance(Moment);
        await world.Unknown();

        world.Provider.Fault = null;
        world.Time.Advance(Interval);
        Assert.NotNull(await world.Find());
    }

    [Fact]
    public async Task Key_that_is_not_among_the_last_good_ones_is_unknown_and_not_absent()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.Null(await world.Find("es-2"));
        world.Provider.Fault = ProviderFaults.Failure;
        world.Time.Advance(Interval);

        await world.Unknown("es-2");
        Assert.NotNull(await world.Find());
    }

    [Fact]
    public async Task Withdrawn_key_is_gone_with_the_next_reading()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        ProviderKey old = world.Provider.Active;
        world.Provider.Publish(ProviderKey.Es256("es-2"));
        world.Provider.Withdraw(old);
        world.Time.Advance(RefreshAfter);
        await world.Find();

        await world.Eventually(async () => await world.Find() is null);
        Assert.NotNull(await world.Find("es-2"));
    }

    [Fact]
    public async Task Provider_that_withdraws_all_keys_is_believed()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Fault = ProviderFaults.Json("""{"keys":[]}""");
        world.Time.Advance(RefreshAfter);
        await world.Find();

        await world.Eventually(async () => await world.Find() is null);
        await world.Eventually(() => Task.FromResult(world.Log.Ids is [2214]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-60 * 24 * 365)]
    public async Task Clock_that_is_set_back_lengthens_nothing(int minutes)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Fault = ProviderFaults.Failure;
        world.Time.Set(world.Time.Now.AddMinutes(minutes));

        world.Time.Advance(MaxAge - Moment);
        Assert.NotNull(await world.Find());
        world.Time.Advance(Moment);

        await world.Unknown();
    }

    [Fact]
    public async Task Machine_that_slept_finds_its_keys_old()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        Assert.NotNull(await world.Find());
        world.Provider.Fault = ProviderFaults.Failure;

        world.Time.Set(world.Time.Now + MaxAge);

        await world.Unknown();
    }

    [Fact]
    public async Task Caller_who_leaves_ends_no_reading_of_others()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        var answer = new TaskCompletionSource();
        world.Provider.Fault = async context =>
        {
            await answer.Task;
            await ProviderFaults.Json(world.Provider.KeySet().ToJsonString())(context);
        };
        using var leaving = new CancellationTokenSource();

        Task<TokenKey?> left = world.Keys.FindAsync(new TokenKeyQuery(world.Provider.Issuer, null, "es-1"), leaving.Token).AsTask();
        Task<TokenKey?> staying = world.Find();
        await world.Provider.KeysAskedAsync(TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        answer.SetResult();

        Assert.NotNull(await staying);
        Assert.Equal(1, world.Provider.KeyRequests);
    }

    [Fact]
    public async Task Each_change_is_said_once()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Failure;
        for (int i = 0; i < 5; i++)
        {
            await world.Unknown();
            await world.Unknown();
            world.Time.Advance(Interval);
        }

        Assert.Equal([2211, 2212], world.Log.Ids);

        world.Provider.Fault = ProviderFaults.Html;
        await world.Unknown();
        world.Provider.Fault = null;
        world.Time.Advance(Interval);
        await world.Find();
        await world.Find();

        Assert.Equal([2211, 2212, 2211, 2215], world.Log.Ids);
    }

    [Fact]
    public async Task Reading_that_lasts_longer_than_the_interval_stays_the_only_one()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(o => (o.MinRefreshInterval, o.Timeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)));
        world.Provider.Fault = ProviderFaults.Hang;
        Task first = world.Unknown();
        await world.Provider.KeysAskedAsync(TestContext.Current.CancellationToken);

        world.Time.Advance(TimeSpan.FromSeconds(2));
        Task second = world.Unknown("es-2");
        world.Time.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(first, second);

        Assert.Equal(1, world.Provider.KeyRequests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_that_ends_ends_a_reading_that_does_not(bool drip)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = drip ? ProviderFaults.Drip : ProviderFaults.Hang;
        Task asking = world.Unknown();
        await world.Provider.KeysAskedAsync(TestContext.Current.CancellationToken);

        await world.World.Services.DisposeAsync();

        await asking;
    }
}
