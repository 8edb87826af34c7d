using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>No exchange gives more than the role holds, and none gives another set than was asked for.</summary>
public sealed class ExchangeScopeTests
{
    private static readonly string[] Asked =
        ["operator.read", "operator.write", "operator.admin", "operator.approvals", "operator.pairing", "operator.sessions.read", "operator.unheard", "other.scope"];

    [Fact]
    public async Task Exchange_FewerScopes_GivesExactlyThose()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Admin);

        VerifiedTenantClaim claim = await world.ClaimAsync(await world.TokenAsync("alice", "acme", "operator.read", "operator.sessions.read", "operator.read"));

        Assert.Equal(["operator.read@acme", "operator.sessions.read@acme"], claim.Scopes.Select(static s => s.ToString()));
    }

    [Theory]
    [InlineData("operator.admin")]
    [InlineData("operator.read", "operator.admin")]
    [InlineData("operator.read@acme")]
    [InlineData("operator.read@globex")]
    [InlineData("")]
    [InlineData("OPERATOR.READ")]
    [InlineData("operator.read operator.admin")]
    public async Task Exchange_MoreThanTheRole_IsRefusedAndNotDropped(params string[] scopes)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Readonly);

        await world.RefusedAsync("scope_beyond_role", world.Shown("alice"), "acme", DenyReason.ScopeMissing, scopes);
    }

    [Fact]
    public async Task Exchange_TooManyScopes_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Admin);

        await world.RefusedAsync("scope_beyond_role", world.Shown("alice"), "acme", DenyReason.ScopeMissing, [.. Enumerable.Range(0, 65).Select(static i => $"operator.s{i}")]);
    }

    /// <summary>Every role with every subset of the names: 4 x 256 exchanges, each held against the lattice.</summary>
    [Fact]
    public async Task A_token_holds_what_was_asked_and_nothing_that_the_role_does_not_reach()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        foreach (TenantRole role in (TenantRole[])[TenantRole.Owner, TenantRole.Admin, TenantRole.Member, TenantRole.Readonly])
        {
            await world.JoinAsync(TestWorld.Acme, role.ToString(), role);
            ShownIdentity shown = world.Shown(role.ToString());
            for (int subset = 1; subset < 1 << Asked.Length; subset++)
            {
                string[] asked = [.. Asked.Where((_, i) => (subset & (1 << i)) != 0)];
                bool within = asked.All(name => TenantRoles.ScopesOf(role).Any(held => ScopeLattice.OpenClaw.Implies(held, name)));

                TokenExchangeResult result = await world.ExchangeAsync(shown, "acme", asked);

                Assert.True(within == result.IsIssued, $"{role}: {string.Join(' ', asked)}: {result.Detail}");
                if (result.IsIssued)
                {
                    Assert.Equal(asked, (await world.ClaimAsync(result.Token)).Scopes.Select(static s => s.Name));
                }
            }
        }
    }
}
