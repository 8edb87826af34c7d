using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TenantTokenMintTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Minted_token_says_what_was_asked(bool symmetric)
    {
        using var world = new TokenWorld(symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256());
        string token = await world.Issue(TestWorld.Acme, "böb \"<+>\" \U0001F600", TimeSpan.FromSeconds(60), "operator.read@acme", "custom.x@acme");

        VerifiedTenantClaim claim = await world.Accepted(token);

        Assert.Equal(TestWorld.Acme, claim.Tenant);
        Assert.Equal("böb \"<+>\" \U0001F600", claim.Subject);
        Assert.Equal(TokenForge.Issuer, claim.Issuer);
        Assert.Equal(["operator.read@acme", "custom.x@acme"], claim.Scopes.Select(s => s.ToString()));
        Assert.Equal(world.World.Time.Now, claim.IssuedAt);
        Assert.Equal(world.World.Time.Now + TimeSpan.FromSeconds(60), claim.ExpiresAt);
        Assert.Equal(DenyReason.None, world.Decide(claim));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(claim, "operator.admin"));
    }

    [Fact]
    public async Task Minted_token_has_exactly_the_members_of_the_format()
    {
        using var world = new TokenWorld();
        string[] parts = (await world.Issue(TestWorld.Acme)).Split('.');
        JsonElement header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        JsonElement payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;

        Assert.Equal(["alg", "kid", "typ"], header.EnumerateObject().Select(m => m.Name).Order());
        Assert.Equal(["aud", "exp", "gen", "iat", "iss", "jti", "nbf", "scopes", "sub", "tenant_id"], payload.EnumerateObject().Select(m => m.Name).Order());
        Assert.Equal("oc-tenant+jwt", header.GetProperty("typ").GetString());
        Assert.Equal(world.Ring.Active.KeyId, header.GetProperty("kid").GetString());
        Assert.Equal(JsonValueKind.Array, payload.GetProperty("scopes").ValueKind);
        Assert.Equal(32, payload.GetProperty("jti").GetString()!.Length);
        Assert.Equal(300, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Each_token_has_an_id_of_its_own()
    {
        using var world = new TokenWorld(TokenKeyRing.CreateHs256());
        HashSet<string> ids = [];
        for (int i = 0; i < 200; i++)
        {
            Assert.True(ids.Add((await world.Accepted(await world.Issue(TestWorld.Acme))).CredentialId!));
        }
    }

    [Fact]
    public async Task Platform_token_has_global_scopes()
    {
        using var world = new TokenWorld();
        VerifiedTenantClaim claim = await world.Accepted(await world.Issue(TenantId.Platform, "root", scopes: "operator.admin"));
        AccessAction action = world.World.Engine.Action("operator.admin", kind: AccessActionKind.Platform);

        Assert.True(claim.IsPlatform);
        Assert.Equal(DenyReason.None, world.World.Engine.Decide(
            new AccessRequest(claim, action, ResourceRef.Collection(TenantId.Platform), world.World.Time.Now)).Reason);
        await world.Refused(await world.Issue(TestWorld.Acme, scopes: "operator.admin"), "scope_axis");
        await world.Refused(await world.Issue(TenantId.Platform, scopes: "operator.admin@acme"), "scope_axis");
    }

    [Fact]
    public async Task Platform_token_of_an_issuer_without_the_right_is_refused()
    {
        using var host = new TestWorld(build: b => b.AddTokenIssuer("plain", o =>
        {
            (o.Audience, o.Ring) = ("a", TokenKeyRing.CreateEs256());
            o.Speaks.ForEveryTenant("A test.");
        }));
        var issuer = (ITenantTokenIssuer)host.Services.GetService(typeof(ITenantTokenIssuer))!;
        var verifier = (ICredentialVerifier)host.Services.GetService(typeof(ICredentialVerifier))!;
        CancellationToken none = CancellationToken.None;

        CredentialVerification platform = await verifier.VerifyAsync(new PresentedCredential(await issuer.IssueAsync(Request(TenantId.Platform), none)), none);
        CredentialVerification tenant = await verifier.VerifyAsync(new PresentedCredential(await issuer.IssueAsync(Request(TestWorld.Initech), none)), none);

        Assert.Equal("tenant_not_of_issuer", platform.Detail);
        Assert.True(tenant.IsAccepted);
    }

    [Fact]
    public async Task Unknown_tenant_gets_no_token()
    {
        using var world = new TokenWorld();
        await Assert.ThrowsAsync<ArgumentException>(() => world.Issue(TenantId.From("nobody")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(300.5)]
    [InlineData(86_400)]
    public async Task Lifetime_out_of_bounds_gets_no_token(double seconds)
    {
        using var world = new TokenWorld();
        await Assert.ThrowsAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.9)]
    [InlineData(300)]
    public async Task Lifetime_in_bounds_counts_whole_seconds(double seconds)
    {
        using var world = new TokenWorld();
        VerifiedTenantClaim claim = await world.Accepted(await world.Issue(TestWorld.Acme, lifetime: TimeSpan.FromSeconds(seconds)));
        Assert.Equal(world.World.Time.Now + TimeSpan.FromSeconds(Math.Floor(seconds)), claim.ExpiresAt);
    }

    [Fact]
    public async Task Text_that_cannot_be_written_as_it_is_gets_no_token()
    {
        using var world = new TokenWorld();
        foreach (string text in (string[])["\ud800", "a\udc00b", "\udc00\ud800"])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, text));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, scopes: text));
        }

        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, string.Empty));
    }

    [Fact]
    public async Task What_would_be_refused_for_its_size_is_not_minted()
    {
        using var world = new TokenWorld();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, scopes: [.. Enumerable.Range(0, 65).Select(i => $"s{i}@acme")]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, scopes: [.. Enumerable.Range(0, 64).Select(i => $"{new string('s', 60)}{i}@acme")]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => world.Issue(TestWorld.Acme, scopes: [null!]));
        await world.Accepted(await world.Issue(TestWorld.Acme, scopes: [.. Enumerable.Range(0, 64).Select(i => $"s{i}@acme")]));
    }

    [Fact]
    public async Task Cancelled_request_gets_no_token()
    {
        using var world = new TokenWorld();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await world.Mint.IssueAsync(Request(TestWorld.Acme), new CancellationToken(canceled: true)));
    }

    private static TenantTokenRequest Request(TenantId tenant) => new() { Tenant = tenant, Subject = "alice" };
}
