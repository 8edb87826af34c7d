using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>What is asked of an exchange has bounds, and what is refused is told apart in the trail.</summary>
public sealed class ExchangeBoundTests
{
    [Fact]
    public async Task As_many_scopes_as_may_be_asked_for_are_given_and_none_where_none_is()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");

        Assert.Equal(["operator.read@acme"], await ScopesAsync([.. Enumerable.Repeat("operator.read", 64)]));
        Assert.Empty(await ScopesAsync([]));
        await world.RefusedAsync("scope_beyond_role", world.Shown("alice"), "acme", DenyReason.ScopeMissing, [.. Enumerable.Repeat("operator.read", 65)]);

        async Task<string[]> ScopesAsync(string[] asked)
        {
            TokenExchangeResult result = await world.Get<TenantTokenExchange>().ExchangeAsync(
                new TokenExchangeRequest { Identity = world.Shown("alice"), Tenant = "acme", Scopes = asked }, ExchangeWorld.Cancel);
            return [.. (await world.ClaimAsync(result.Token!)).Scopes.Select(static s => s.ToString())];
        }
    }

    [Theory]
    [InlineData("operator.read", "OPERATOR.READ")]
    [InlineData("operator.read", "")]
    [InlineData("operator.read", null)]
    [InlineData(null, "operator.read")]
    public async Task One_scope_that_is_none_is_not_dropped(params string?[] scopes)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");

        await world.RefusedAsync("scope_beyond_role", world.Shown("alice"), "acme", DenyReason.ScopeMissing, scopes!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public async Task Token_that_would_end_within_the_second_is_not_made(int milliseconds)
    {
        var end = DateTimeOffset.MaxValue;
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(b => b.Services.AddSingleton<IIdentityVerifier>(s => new SetVerifier(() =>
            IdentityVerification.Verified(new ExternalIdentity { Issuer = "entra", Subject = "alice", IssuedAt = s.GetRequiredService<TimeProvider>().GetUtcNow(), ExpiresAt = end }))));
        await world.WriteAsync(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("entra", "alice"), UserId.New(), TenantRole.Member, DirectoryActor.Host));
        world.Time.Advance(TimeSpan.FromMilliseconds(60_000 + milliseconds));
        Assert.True((await world.ExchangeAsync(world.Shown("alice"), "acme")).IsIssued);

        end = world.Time.Now.AddMilliseconds(500);

        await world.RefusedAsync("expired", world.Shown("alice"), "acme", DenyReason.Expired);
    }

    [Fact]
    public async Task Verifier_that_says_nothing_refuses()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(static b => b.Services.AddSingleton<IIdentityVerifier>(new SetVerifier(static () => default)));

        await world.RefusedAsync("unspecified", world.Shown("alice"), "acme");
        TenantIdentityResult listed = await world.Identities.ListAsync(world.Shown("alice"), ExchangeWorld.Cancel);
        Assert.Equal((false, DenyReason.TokenInvalid, "unspecified"), (listed.IsDone, listed.Reason, listed.Detail));
    }

    // The issuer's own text for it means another tenant.
    [Fact]
    public async Task Tenant_that_the_issuer_may_not_speak_for_is_none()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(home: static o => o.Speaks.Map("acme", TestWorld.Globex));
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Initech, "alice");

        await world.RefusedAsync("tenant_not_of_issuer", world.Shown("alice"), "acme");
        Assert.Equal(TestWorld.Initech, Assert.Single((await world.Identities.ListAsync(world.Shown("alice"), ExchangeWorld.Cancel)).Tenants).Id);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        ShownIdentity shown = world.Shown("alice");
        await Assert.ThrowsAsync<ArgumentNullException>("request", async () => await world.Get<TenantTokenExchange>().ExchangeAsync(null!, ExchangeWorld.Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("shown", async () => await world.Identities.ListAsync(null!, ExchangeWorld.Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("code", async () => await world.Identities.AcceptAsync(shown, null!, ExchangeWorld.Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("second", async () => await world.Identities.LinkAsync(new ShownIdentity { IdentityToken = "x" }, null!, ExchangeWorld.Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>("identity", async () => await world.Identities.UnlinkAsync(new ShownIdentity { IdentityToken = "x" }, null!, ExchangeWorld.Cancel));
    }
}
