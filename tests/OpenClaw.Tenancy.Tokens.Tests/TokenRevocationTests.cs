using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenRevocationTests
{
    private const string Scope = "operator.read@acme";

    [Fact]
    public async Task Suspension_ends_a_cached_token_and_its_end_does_not_bring_it_back()
    {
        using var world = new TokenWorld();
        string token = await world.Issue(TestWorld.Acme, scopes: Scope);
        Assert.Equal(DenyReason.None, world.Decide(await world.Accepted(token)));

        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        await world.Refused(token, "tenant_status", DenyReason.TenantInactive);

        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        await world.Refused(token, "revoked", DenyReason.Revoked);
        Assert.Equal(DenyReason.None, world.Decide(await world.Accepted(await world.Issue(TestWorld.Acme, scopes: Scope))));
    }

    [Fact]
    public async Task Revoked_member_loses_cached_tokens_and_another_member_keeps_his()
    {
        using var world = new TokenWorld();
        string alice = await world.Issue(TestWorld.Acme, "alice", scopes: Scope);
        string bob = await world.Issue(TestWorld.Acme, "bob", scopes: Scope);
        await world.Accepted(alice);
        await world.Accepted(bob);

        world.World.Directory.RevokeMember(TestWorld.Acme, TokenForge.Issuer, "alice");

        await world.Refused(alice, "revoked", DenyReason.Revoked);
        Assert.Equal(DenyReason.None, world.Decide(await world.Accepted(bob)));
        await world.Refused(await world.Issue(TestWorld.Acme, "alice", scopes: Scope), "revoked", DenyReason.Revoked);
    }

    [Fact]
    public async Task Member_who_may_return_is_let_in_with_a_new_token_only()
    {
        using var world = new TokenWorld();
        string old = await world.Issue(TestWorld.Acme, scopes: Scope);
        world.World.Directory.RevokeMember(TestWorld.Acme, TokenForge.Issuer, "alice", mayReturn: true);

        await world.Refused(old, "revoked", DenyReason.Revoked);
        Assert.Equal(DenyReason.None, world.Decide(await world.Accepted(await world.Issue(TestWorld.Acme, scopes: Scope))));
    }

    [Fact]
    public async Task Revoked_token_is_dead_alone()
    {
        using var world = new TokenWorld();
        string first = await world.Issue(TestWorld.Acme, scopes: Scope);
        string second = await world.Issue(TestWorld.Acme, scopes: Scope);
        VerifiedTenantClaim claim = await world.Accepted(first);

        world.World.Directory.RevokeCredential(TestWorld.Acme, TokenForge.Issuer, claim.CredentialId!);

        await world.Refused(first, "revoked", DenyReason.Revoked);
        Assert.Equal(DenyReason.None, world.Decide(await world.Accepted(second)));
    }

    [Fact]
    public async Task Revoked_token_that_was_never_cached_is_refused_at_the_door()
    {
        using var world = new TokenWorld();
        world.World.Directory.RevokeCredential(TestWorld.Acme, TokenForge.Issuer, "j1");

        await world.Refused(world.Forge.Token(), "revoked", DenyReason.Revoked);
        await world.Accepted(world.Forge.WithPayload(p => p.Set("jti", "\"j2\"")));
    }

    [Fact]
    public async Task Token_of_the_tick_of_a_suspension_does_not_outlive_it()
    {
        using var world = new TokenWorld();
        string before = await world.Issue(TestWorld.Acme, scopes: Scope);
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        string during = await world.Issue(TestWorld.Acme, scopes: Scope);

        await world.Refused(during, "tenant_status", DenyReason.TenantInactive);
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        string after = await world.Issue(TestWorld.Acme, scopes: Scope);

        await world.Refused(before, "revoked", DenyReason.Revoked);
        await world.Accepted(after);
    }

    [Fact]
    public async Task Token_without_a_generation_falls_back_to_its_time()
    {
        using var world = new TokenWorld();
        string before = world.Forge.WithPayload(p => p.Remove("gen"));
        await world.Accepted(before);

        world.World.Directory.RevokeMember(TestWorld.Acme, TokenForge.Issuer, "alice", mayReturn: true);
        await world.Refused(world.Forge.WithPayload(p => p.Remove("gen").Set("jti", "\"j2\"")), "revoked", DenyReason.Revoked);
        await world.Refused(before, "revoked", DenyReason.Revoked);

        world.World.Time.Advance(TimeSpan.FromSeconds(3));
        await world.Accepted(world.Forge.WithPayload(p => p.Remove("gen").Set("jti", "\"j3\"")));
    }
}
