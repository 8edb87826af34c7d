using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Two identities become one user's by showing both, fresh; and one is always left.</summary>
public sealed class IdentityLinkTests
{
    [Fact]
    public async Task Link_BothShown_TheSecondIsTheSameUser()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        string user = (await world.JoinAsync(TestWorld.Acme, "alice")).ToString();

        Assert.True((await LinkAsync(world, "alice", "alice-at-work")).IsDone);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(user, (await world.ClaimAsync(await world.TokenAsync("alice-at-work", "acme"))).Subject);
        Assert.Equal((TenantId.Platform, "identities.link", user), (world.Ledger.Appended[0].Tenant, world.Ledger.Appended[0].Action, world.Ledger.Appended[0].Actor));
    }

    [Fact]
    public async Task Link_EndsWhatWasThereBefore()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity shown = world.Shown("alice");
        string token = await world.TokenAsync("alice", "acme");

        Assert.True((await world.Identities.LinkAsync(shown, world.Shown("second"), ExchangeWorld.Cancel)).IsDone);

        Assert.Equal(DenyReason.Revoked, (await world.VerifyAsync(token)).Reason);
        await world.RefusedAsync("revoked", shown, "acme");
    }

    [Fact]
    public async Task Link_WhatIsSomebodysAlready_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "bob");

        TenantIdentityResult result = await LinkAsync(world, "alice", "bob");

        Assert.Equal((false, true, "linked_already"), (result.IsDone, result.IsConflict, result.Detail));
        await world.RefusedAsync("no_member", world.Shown("alice"), "globex");
        Assert.Equal("linked_already", (await LinkAsync(world, "alice", "alice")).Detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Link_OneOfThemIsOld_IsRefused(bool first)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity old = world.Shown(first ? "alice" : "second", body => body["exp"] = world.Time.Now.ToUnixTimeSeconds() + 3600);
        world.Time.Advance(TenantIdentities.Fresh + TimeSpan.FromTicks(1));
        ShownIdentity fresh = world.Shown(first ? "second" : "alice");

        TenantIdentityResult result = await world.Identities.LinkAsync(first ? old : fresh, first ? fresh : old, ExchangeWorld.Cancel);

        Assert.Equal((DenyReason.Expired, "not_fresh"), (result.Reason, result.Detail));
    }

    [Fact]
    public async Task Link_WithWhatWasStolenBeforeARevocationInAnyTenant_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "alice");
        ShownIdentity stolen = world.Shown("alice");
        world.Directory.RevokeMember(TestWorld.Globex, world.Provider.Issuer, "alice", mayReturn: true);

        Assert.Equal("revoked", (await world.Identities.LinkAsync(stolen, world.Shown("thief"), ExchangeWorld.Cancel)).Detail);
        Assert.Equal("revoked", (await world.Identities.UnlinkAsync(stolen, world.Named("alice"), ExchangeWorld.Cancel)).Detail);
    }

    [Fact]
    public async Task Link_ByOneWhoIsNobody_OrWithAForgedToken_IsRefused()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        var forged = new ShownIdentity { IdentityToken = "x" };

        Assert.Equal("identity_unknown", (await LinkAsync(world, "nobody", "second")).Detail);
        Assert.Equal(DenyReason.TokenInvalid, (await world.Identities.LinkAsync(forged, world.Shown("second"), ExchangeWorld.Cancel)).Reason);
        Assert.Equal(DenyReason.TokenInvalid, (await world.Identities.LinkAsync(world.Shown("alice"), forged, ExchangeWorld.Cancel)).Reason);
    }

    [Fact]
    public async Task Unlink_TheLastIdentityStays()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Owner);
        Assert.True((await LinkAsync(world, "alice", "second")).IsDone);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.True((await world.Identities.UnlinkAsync(world.Shown("second"), world.Named("alice"), ExchangeWorld.Cancel)).IsDone);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        TenantIdentityResult last = await world.Identities.UnlinkAsync(world.Shown("second"), world.Named("second"), ExchangeWorld.Cancel);

        Assert.Equal((false, true), (last.IsDone, last.IsConflict));
        await world.RefusedAsync("identity_unknown", world.Shown("alice"), "acme");
        Assert.True((await world.ExchangeAsync(world.Shown("second"), "acme")).IsIssued);
    }

    [Fact]
    public async Task Unlink_AnothersIdentity_LooksLikeNobodys()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Acme, "bob");

        foreach (LinkedIdentity identity in (LinkedIdentity[])[world.Named("bob"), world.Named("nobody"), new LinkedIdentity("https://other.example", "alice")])
        {
            TenantIdentityResult result = await world.Identities.UnlinkAsync(world.Shown("alice"), identity, ExchangeWorld.Cancel);
            Assert.Equal((DenyReason.ResourceAbsent, "not_linked", false), (result.Reason, result.Detail, result.IsConflict));
        }
    }

    private static ValueTask<TenantIdentityResult> LinkAsync(ExchangeWorld world, string first, string second) =>
        world.Identities.LinkAsync(world.Shown(first), world.Shown(second), ExchangeWorld.Cancel);
}
