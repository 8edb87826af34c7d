using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Tokens that say who acts for their holder.</summary>
public sealed class ActorTests
{
    private static readonly RefusalTable Table = new RefusalTable()
        .Payload("act null", "claim_type", p => p.Add("act", "null"))
        .Payload("act text", "claim_type", p => p.Add("act", "\"admin\""))
        .Payload("act array", "claim_type", p => p.Add("act", $"[{Act}]"))
        .Payload("act twice", "duplicate_member", p => p.Add("act", Act).Add("act", Act))
        .Payload("act escaped", "member_name", p => p.Add("a\\u0063t", Act))
        .Payload("act without an issuer", "act", p => p.Add("act", "{\"sub\":\"admin\"}"))
        .Payload("act without a subject", "act", p => p.Add("act", "{\"iss\":\"i\"}"))
        .Payload("act empty", "act", p => p.Add("act", "{}"))
        .Payload("act with scopes", "act", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"scopes\":[\"operator.admin@acme\"]}"))
        .Payload("act with an array for its subject", "claim_type", p => p.Add("act", "{\"iss\":\"i\",\"sub\":[\"s\"]}"))
        .Payload("act with a subject twice", "duplicate_member", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"sub\":\"admin\"}"))
        .Payload("act with an escaped name", "member_name", p => p.Add("act", "{\"iss\":\"i\",\"s\\u0075b\":\"s\"}"))
        .Payload("act with an empty subject", "actor", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"\"}"))
        .Payload("act with a long subject", "actor", p => p.Add("act", $"{{\"iss\":\"i\",\"sub\":\"{new string('a', 257)}\"}}"))
        .Payload("act of another tenant", "actor_tenant", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"tenant_id\":\"globex\"}"))
        .Payload("act of the platform", "actor_tenant", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"tenant_id\":\"platform\"}"))
        .Payload("act with a grant", "grant_unknown", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"tenant_id\":\"platform\",\"grant\":\"g1\"}"))
        .Payload("act with a grant in its own tenant", "grant_unknown", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"tenant_id\":\"acme\",\"grant\":\"g1\"}"))
        .Payload("act with an empty grant", "grant_unknown", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"grant\":\"\"}"))
        .Payload("earlier act that is no object", "claim_type", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"act\":\"admin\"}"))
        .Payload("earlier act without an issuer", "act", p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\",\"act\":{\"sub\":\"admin\"}}"))
        .Payload("earlier acts without end", "json", p => p.Add("act", string.Concat(Enumerable.Repeat("{\"iss\":\"i\",\"sub\":\"s\",\"act\":", 20)) + "{}" + new string('}', 20)));

    private const string Act = "{\"iss\":\"i\",\"sub\":\"s\"}";

    public static TheoryData<string> Rows => Table.Names;

    [Theory]
    [CountsCases("tokens/refusals", "kinds of tokens that must be refused")]
    [MemberData(nameof(Rows))]
    public Task Actor_that_is_not_exact_or_comes_with_a_grant_is_refused(string row) => Table.Check(row);

    [Fact]
    public async Task Actor_is_named_and_gives_nothing()
    {
        using var world = new TokenWorld();
        string token = await world.Mint.IssueAsync(
            new TenantTokenRequest
            {
                Tenant = TestWorld.Acme, Subject = "alice", Scopes = ["operator.read@acme"], Actor = new ClaimActor { Issuer = "agents", Subject = "helper", Tenant = "acme" },
            },
            CancellationToken.None);

        VerifiedTenantClaim claim = await world.Accepted(token);

        Assert.Equal(("alice", "agents", "helper"), (claim.Subject, claim.Actor!.Issuer, claim.Actor.Subject));
        Assert.Equal("helper", claim.Delegate("child", claim.Scopes, claim.ExpiresAt).Actor!.Subject);
        Assert.Equal(DenyReason.None, world.Decide(claim));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(claim, "operator.admin"));
        Assert.Null((await world.Accepted(await world.Issue(TestWorld.Acme))).Actor);
    }

    [Fact]
    public async Task Earlier_actor_who_is_an_admin_of_the_platform_gives_nothing()
    {
        using var world = new TokenWorld();
        VerifiedTenantClaim claim = await world.Accepted(world.Forge.WithPayload(p => p.Add(
            "act", "{\"iss\":\"i\",\"sub\":\"s\",\"act\":{\"iss\":\"i\",\"sub\":\"root\",\"tenant_id\":\"platform\",\"grant\":\"g1\",\"act\":{\"iss\":\"i\",\"sub\":\"x\"}}}")));

        Assert.Equal("s", claim.Actor!.Subject);
        Assert.Null(claim.Actor.Tenant);
        Assert.Null(claim.Actor.Grant);
        Assert.False(claim.IsPlatform);
        Assert.Equal(TestWorld.Acme, claim.Tenant);
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(claim, "operator.admin"));
    }

    [Fact]
    public async Task Actor_without_a_name_gets_no_token()
    {
        using var world = new TokenWorld();
        foreach (ClaimActor actor in (ClaimActor[])[new() { Issuer = string.Empty, Subject = "s" }, new() { Issuer = "i", Subject = string.Empty }, new() { Issuer = "i", Subject = "\ud800" }])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await world.Mint.IssueAsync(
                new TenantTokenRequest { Tenant = TestWorld.Acme, Subject = "alice", Actor = actor }, CancellationToken.None));
        }
    }
}
