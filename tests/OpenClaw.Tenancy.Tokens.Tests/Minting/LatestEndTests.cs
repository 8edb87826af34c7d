using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests.Minting;

/// <summary>A token that must not outlive what it was made for, and what it says of an actor.</summary>
public sealed class LatestEndTests
{
    [Theory]
    [InlineData(400_000, 300, 300)]
    [InlineData(300_000, 300, 300)]
    [InlineData(299_999, 300, 299)]
    [InlineData(299_999, 60, 60)]
    [InlineData(60_000, 60, 60)]
    [InlineData(1_000, 300, 1)]
    public async Task Token_ends_at_the_earlier_of_its_lifetime_and_the_latest_end(int leftMilliseconds, int lifetime, int expected)
    {
        using var world = new TokenWorld();
        VerifiedTenantClaim claim = await world.Accepted(await Issue(world, TimeSpan.FromMilliseconds(leftMilliseconds), TimeSpan.FromSeconds(lifetime)));

        Assert.Equal(world.World.Time.Now.AddSeconds(expected), claim.ExpiresAt);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(0)]
    [InlineData(-60_000)]
    public async Task Latest_end_that_is_now_or_before_gets_no_token(int leftMilliseconds)
    {
        using var world = new TokenWorld();

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => Issue(world, TimeSpan.FromMilliseconds(leftMilliseconds), null));

        Assert.Contains("one second", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Actor_is_written_with_its_tenant_and_grant()
    {
        using var world = new TokenWorld();
        string token = await world.Mint.IssueAsync(
            new TenantTokenRequest { Tenant = TestWorld.Acme, Subject = "alice", Actor = new ClaimActor { Issuer = "i", Subject = "s", Tenant = "globex", Grant = "g1" } },
            TestContext.Current.CancellationToken);

        string payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.EndsWith("\"act\":{\"iss\":\"i\",\"sub\":\"s\",\"tenant_id\":\"globex\",\"grant\":\"g1\"}}", payload, StringComparison.Ordinal);
    }

    private static async Task<string> Issue(TokenWorld world, TimeSpan left, TimeSpan? lifetime) => await world.Mint.IssueAsync(
        new TenantTokenRequest { Tenant = TestWorld.Acme, Subject = "alice", NotAfter = world.World.Time.Now + left, Lifetime = lifetime },
        TestContext.Current.CancellationToken);
}
