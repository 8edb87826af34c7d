using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>Providers of one host know nothing of each other, and what they cannot say is unknown.</summary>
public sealed class SeveralProvidersTests
{
    [Fact]
    public async Task Key_of_each_provider_verifies_its_own_name_alone()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await using TestIdentityProvider second = await TestIdentityProvider.StartAsync(world.Time);
        await using IdentityWorld both = await IdentityWorld.StartAsync(build: b =>
        {
            IdentityWorld.Add(b, world.Provider);
            IdentityWorld.Add(b, second);
        });
        TestIdentityProvider[] providers = [both.Provider, world.Provider, second];

        // Each key set has a key of the same id.
        foreach ((TestIdentityProvider named, TestIdentityProvider signing) in providers.SelectMany(_ => providers, static (a, b) => (a, b)))
        {
            string token = named.Token(key: signing.Active);
            if (named == signing)
            {
                Assert.Equal(named.Issuer, (await both.Verified(token)).Issuer);
            }
            else
            {
                await both.Refused(token, "signature");
            }
        }
    }

    [Fact]
    public async Task Provider_that_does_not_answer_is_no_refusal_of_the_token_and_no_matter_of_the_others()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        await using TestIdentityProvider down = await TestIdentityProvider.StartAsync(world.Time);
        await using IdentityWorld both = await IdentityWorld.StartAsync(build: b => IdentityWorld.Add(b, down));
        down.Fault = ProviderFaults.Failure;

        await both.Refused(down.Token(), "key_source", DenyReason.DependencyUnavailable);
        Assert.Single(both.Log.Ids, 2216);
        await both.Verified(both.Provider.Token());
        await both.Refused(down.Token(), "key_source", DenyReason.DependencyUnavailable);

        Assert.Single(both.Log.Ids, 2216);
        down.Fault = null;
        both.Time.Advance(TimeSpan.FromSeconds(30));
        await both.Verified(down.Token());

        // The next trouble is another one.
        down.Fault = ProviderFaults.Failure;
        Array.ForEach([both, world], static w => w.Time.Advance(TimeSpan.FromHours(1)));
        await both.Refused(down.Token(), "key_source", DenyReason.DependencyUnavailable);
        Assert.Equal(2, both.Log.Ids.Count(static id => id == 2216));
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("hangs")]
    [InlineData("cancels")]
    public async Task Source_of_the_hosts_own_that_fails_is_unknown(string how)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(build: b =>
        {
            b.Services.AddKeyedSingleton<ITokenKeySource>("own", (_, _) => new FailingKeySource(how));
            b.AddIdentityProvider("own", o => (o.Audience, o.Algorithms) = (TestIdentityProvider.Audience, ["ES256"]));
        });

        Task asking = world.Refused(world.Provider.Token(c => c["iss"] = "own"), "key_source", DenyReason.DependencyUnavailable);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        await asking;
    }

    [Fact]
    public async Task Symmetric_key_of_the_hosts_own_source_verifies_nothing()
    {
        TokenKey key = TokenKey.CreateHs256();
        await using IdentityWorld world = await IdentityWorld.StartAsync(build: b =>
        {
            b.Services.AddKeyedSingleton<ITokenKeySource>("own", (_, _) => new FailingKeySource("none", key));
            b.AddIdentityProvider("own", o => (o.Audience, o.Algorithms) = (TestIdentityProvider.Audience, ["ES256"]));
        });

        await world.Refused(world.Provider.Token(c => c["iss"] = "own", h => (h["alg"], h["kid"]) = ("HS256", key.KeyId)), "alg");
        await world.Refused(world.Provider.Token(c => c["iss"] = "own", h => h["kid"] = key.KeyId), "alg");
    }

    [Theory]
    [InlineData("over")]
    [InlineData("revoked")]
    [InlineData("another")]
    public async Task Key_that_counts_no_more_or_is_not_the_one_that_was_asked_for_verifies_nothing(string which)
    {
        TokenKey key = TokenKey.CreateEs256();
        string asked = which == "another" ? "k1" : key.KeyId;
        await using IdentityWorld world = await IdentityWorld.StartAsync(build: b =>
        {
            TokenKey answer = which switch { "over" => key.Retire(DateTimeOffset.UnixEpoch), "revoked" => key.Revoke(), _ => key };
            b.Services.AddKeyedSingleton<ITokenKeySource>("own", (_, _) => new FailingKeySource("none", answer));
            b.AddIdentityProvider("own", o => (o.Audience, o.Algorithms) = (TestIdentityProvider.Audience, ["ES256"]));
        });

        await world.Refused(world.Provider.Token(c => c["iss"] = "own", h => h["kid"] = asked), "kid");
    }

    [Fact]
    public async Task Caller_who_leaves_is_told_so()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        using var left = new CancellationTokenSource();
        world.Provider.Fault = ProviderFaults.Hang;

        Task asking = world.World.Services.GetRequiredService<IIdentityVerifier>().VerifyAsync(world.Provider.Token(), null, left.Token).AsTask();
        await world.Provider.KeysAskedAsync(TestContext.Current.CancellationToken);
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
