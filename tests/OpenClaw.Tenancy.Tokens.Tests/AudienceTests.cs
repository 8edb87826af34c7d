using System.Buffers.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Tokens for other runtimes than the one that mints.</summary>
public sealed class AudienceTests
{
    [Fact]
    public async Task Without_a_word_of_the_options_there_is_no_token_for_another_runtime()
    {
        using var world = new TokenWorld();
        await Assert.ThrowsAsync<ArgumentException>(() => ForAsync(world, TestWorld.Acme, "runtime-2"));
        await Assert.ThrowsAsync<ArgumentException>(() => ForAsync(world, TestWorld.Acme, string.Empty));
        await world.Accepted(await ForAsync(world, TestWorld.Acme, TokenForge.Audience));
    }

    [Fact]
    public async Task Listed_runtime_gets_tokens_that_the_others_refuse()
    {
        TokenKeyRing ring = TokenKeyRing.CreateEs256();
        using var control = new TokenWorld(ring, o => o.AllowAudiences("cell-1", "cell-2"));
        using var cell = new VerifierWorld(ring: ring, configure: o => o.Audience = "cell-1");

        string token = await ForAsync(control, TestWorld.Acme, "cell-1");

        Assert.Equal("accepted", await cell.Outcome(token));
        await control.Refused(token, "audience");
        Assert.Equal("TokenInvalid audience", await cell.Outcome(await ForAsync(control, TestWorld.Acme, "cell-2")));
        await Assert.ThrowsAsync<ArgumentException>(() => ForAsync(control, TestWorld.Acme, "Cell-1"));
    }

    [Fact]
    public async Task Token_is_minted_for_the_runtime_of_its_tenant_alone()
    {
        using var world = new TokenWorld(configure: o => o.AllowAudiences((tenant, audience) => audience == $"cell-{tenant}"));

        Assert.Equal("cell-acme", Payload(await ForAsync(world, TestWorld.Acme, "cell-acme")).GetProperty("aud").GetString());
        await Assert.ThrowsAsync<ArgumentException>(() => ForAsync(world, TestWorld.Acme, "cell-globex"));
        await Assert.ThrowsAsync<ArgumentException>(() => ForAsync(world, TestWorld.Globex, "cell-acme"));
    }

    [Fact]
    public async Task Rule_that_throws_ends_the_minting()
    {
        using var world = new TokenWorld(configure: o => o.AllowAudiences((_, _) => throw new InvalidOperationException()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ForAsync(world, TestWorld.Acme, "cell-acme"));
    }

    [Fact]
    public async Task Generation_is_left_out_where_the_directory_of_the_other_side_is_its_own()
    {
        using var world = new TokenWorld(configure: o => o.WriteGeneration = false);
        string token = await world.Issue(TestWorld.Acme);

        Assert.False(Payload(token).TryGetProperty("gen", out _));
        await world.Accepted(token);
    }

    private static JsonElement Payload(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    private static async Task<string> ForAsync(TokenWorld world, TenantId tenant, string audience) => await world.Mint.IssueAsync(
        new TenantTokenRequest { Tenant = tenant, Subject = "alice", Audience = audience }, CancellationToken.None);
}
