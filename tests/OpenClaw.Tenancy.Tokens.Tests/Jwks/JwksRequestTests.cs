using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>What a provider is sent when its keys are read, and how long its answer may be.</summary>
public sealed class JwksRequestTests
{
    [Fact]
    public async Task Provider_is_asked_for_a_key_set_and_told_nothing()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        List<string> sent = [];
        world.Provider.Fault = context =>
        {
            sent.Add(string.Join('\n', context.Request.Headers.Select(static h => $"{h.Key}: {h.Value}")));
            context.Response.Headers.SetCookie = "visitor=1; Path=/";
            return ProviderFaults.Json(world.Provider.KeySet().ToJsonString())(context);
        };

        await world.Find();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await world.Find("other"));

        string asked = $"Accept: application/jwk-set+json, application/json\nHost: {new Uri(world.Provider.Issuer).Authority}";
        Assert.Equal([asked, asked], sent);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public async Task Answer_that_says_its_length_may_be_as_long(int bytes, bool counts)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Fault = context =>
        {
            context.Response.ContentLength = bytes;
            return ProviderFaults.Json(KeySets.Of(KeySets.Ec()).PadRight(bytes))(context);
        };

        if (counts)
        {
            Assert.NotNull(await world.Find());
        }
        else
        {
            await world.Unknown();
            world.RefusedFor("size");
        }
    }
}
