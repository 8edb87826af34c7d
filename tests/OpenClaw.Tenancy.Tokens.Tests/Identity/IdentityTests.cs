using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>What is verified, and what a host gets of it.</summary>
public sealed class IdentityTests
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Token_of_the_provider_says_who_it_is_about(string algorithm)
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        world.Provider.Publish(algorithm == "ES256" ? ProviderKey.Es256("k") : ProviderKey.Rs256("k"));

        ExternalIdentity identity = await world.Verified(world.Provider.Token(c => c["email"] = "alice@acme.example"));

        Assert.Equal((world.Provider.Issuer, "alice", null), (identity.Issuer, identity.Subject, identity.Tenant));
        Assert.Equal((world.Time.Now, world.Time.Now.AddMinutes(5), TimeSpan.FromSeconds(10)), (identity.IssuedAt, identity.ExpiresAt, identity.ClockSkew));
    }

    [Fact]
    public async Task Tenant_is_the_providers_own_text_and_only_where_a_claim_is_configured()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(identity: o => o.TenantClaim = "tid");

        Assert.Equal("ACME GmbH & Co", (await world.Verified(world.Provider.Token(c => c["tid"] = "ACME GmbH & Co"))).Tenant);
        Assert.Null((await world.Verified(world.Provider.Token(c => c["TID"] = "acme"))).Tenant);
    }

    [Fact]
    public async Task Longest_subject_tenant_and_token_are_taken()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync(identity: o => o.TenantClaim = "tid");
        string subject = new('~', 255), tenant = new('t', 255);
        int around = world.Provider.Token(c => c["pad"] = string.Empty).Length;

        ExternalIdentity named = await world.Verified(world.Provider.Token(c => (c["sub"], c["tid"], c["nbf"]) = (subject, tenant, 0)));
        Assert.Equal((subject, tenant), (named.Subject, named.Tenant));

        // Three characters of text are four of the token, up to the last one that fits.
        string longest = Enumerable.Range(0, 8).Select(i => world.Provider.Token(c => c["pad"] = new string('x', (((16 * 1024) - around) * 3 / 4) + 4 - i))).First(static t => t.Length <= 16 * 1024);
        Assert.Equal(16 * 1024, longest.Length);
        await world.Verified(longest);
    }

    [Fact]
    public async Task Audience_alone_in_a_list_and_as_authorized_party_is_fine()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        await world.Verified(world.Provider.Token(c => c["aud"] = new JsonArray(TestIdentityProvider.Audience)));
        await world.Verified(world.Provider.Token(c => c["azp"] = TestIdentityProvider.Audience));
    }

    [Fact]
    public async Task Type_may_be_left_out_and_fingerprints_of_certificates_are_not_looked_at()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        await world.Verified(world.Provider.Token(header: h => h.Remove("typ")));
        await world.Verified(world.Provider.Token(header: h => (h["x5t"], h["x5t#S256"]) = ("AA", "AA")));
    }

    [Fact]
    public async Task Nonce_binds_the_token_to_the_request()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        await world.Verified(world.Provider.Token(c => c["nonce"] = "n1"), nonce: "n1");
        await world.Verified(world.Provider.Token(c => c["nonce"] = "n1"));
        await world.Refused(world.Provider.Token(c => c["nonce"] = "n1"), "nonce", nonce: "n2");
        await world.Refused(world.Provider.Token(c => c["nonce"] = "n1"), "nonce", nonce: "N1");
        await world.Refused(world.Provider.Token(), "nonce", nonce: "n1");
        await Assert.ThrowsAsync<ArgumentException>(() => world.Verify(world.Provider.Token(), string.Empty));
    }

    [Fact]
    public async Task Rotation_with_overlap_refuses_nobody()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();
        ProviderKey old = world.Provider.Active;
        await world.Verified(world.Provider.Token());
        ProviderKey next = world.Provider.Publish(ProviderKey.Rs256("rs-2"));
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await world.Verified(world.Provider.Token(key: next));
        await world.Verified(world.Provider.Token(key: old));
        world.Provider.Withdraw(old);
        world.Time.Advance(TimeSpan.FromMinutes(10));
        await world.Verified(world.Provider.Token(key: next));

        await world.Eventually(async () => !(await world.Verify(world.Provider.Token(key: old))).IsVerified);
        await world.Refused(world.Provider.Token(key: old), "kid");
        await world.Verified(world.Provider.Token(key: next));
    }

    [Fact]
    public async Task Text_of_a_verification_shows_nothing_of_the_person()
    {
        await using IdentityWorld world = await IdentityWorld.StartAsync();

        Assert.Equal("ExternalIdentity", (await world.Verified(world.Provider.Token())).ToString());
    }

    [Fact]
    public void Default_is_a_refusal()
    {
        Assert.False(default(IdentityVerification).IsVerified);
        Assert.Equal(DenyReason.Unspecified, default(IdentityVerification).Reason);
        Assert.Equal(DenyReason.TokenInvalid, IdentityVerification.Refused(DenyReason.None, "x").Reason);
    }
}
