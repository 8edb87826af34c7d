using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>After a revocation only a fresh login counts; what was stolen before is worth nothing, also where the clocks are close.</summary>
public sealed class StolenSessionTests
{
    // The provider's clock may be off by its default of 10 seconds.
    [Theory]
    [InlineData(-600, false)]
    [InlineData(0, false)]
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public async Task Exchange_AfterARevocation_TakesAFreshLogin(int issuedAfterSeconds, bool lets)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        DateTimeOffset revoked = world.Time.Now;
        world.Directory.RevokeMember(TestWorld.Acme, world.Provider.Issuer, "alice", mayReturn: true);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        TokenExchangeResult result = await world.ExchangeAsync(
            world.Shown("alice", body => body["iat"] = revoked.ToUnixTimeSeconds() + issuedAfterSeconds), "acme");

        Assert.Equal((lets, lets ? null : "revoked"), (result.IsIssued, result.Detail));
    }

    [Fact]
    public async Task Exchange_RevokedByTheNameOfTheHostsOwnIssuer_IsTheSameRevocation()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity stolen = world.Shown("alice");
        string token = await world.TokenAsync("alice", "acme");
        world.Directory.RevokeMember(TestWorld.Acme, ExchangeWorld.Home, user.ToString(), mayReturn: true);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        await world.RefusedAsync("revoked", stolen, "acme");
        Assert.Equal(DenyReason.Revoked, (await world.VerifyAsync(token)).Reason);
        Assert.True((await world.ExchangeAsync(world.Shown("alice"), "acme")).IsIssued);
    }

    [Fact]
    public async Task Exchange_ARevocationInOneTenant_LeavesTheOtherAlone()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "alice");
        ShownIdentity shown = world.Shown("alice");
        world.Directory.RevokeMember(TestWorld.Acme, world.Provider.Issuer, "alice", mayReturn: true);

        await world.RefusedAsync("revoked", shown, "acme");
        Assert.True((await world.ExchangeAsync(shown, "globex")).IsIssued);
        Assert.Equal(TestWorld.Globex, (await world.ExchangeAsync(shown)).Tenant);
    }

    [Fact]
    public async Task Exchange_AfterAnotherRole_AsksForAFreshLogin()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "owner", TenantRole.Owner);
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Admin);
        ShownIdentity before = world.Shown("alice");
        await world.WriteAsync(DirectoryChange.SetRole(TestWorld.Acme, user, TenantRole.Readonly, DirectoryActor.Host));

        await world.RefusedAsync("revoked", before, "acme");
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Single((await world.ClaimAsync(await world.TokenAsync("alice", "acme"))).Scopes);
    }

    [Fact]
    public async Task Exchange_TenantThatWasSuspendedMeanwhile_AsksForAFreshLogin()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity before = world.Shown("alice");
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);

        await world.RefusedAsync("revoked", before, "acme");
    }

    [Fact]
    public async Task Exchange_RemovedAndBack_TheOldLoginIsDead()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "owner", TenantRole.Owner);
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice");
        ShownIdentity before = world.Shown("alice");
        string token = await world.TokenAsync("alice", "acme");
        await world.WriteAsync(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host));
        await world.RefusedAsync("no_member", before, "acme");
        Assert.False((await world.VerifyAsync(token)).IsAccepted);

        await world.WriteAsync(DirectoryChange.AddMember(TestWorld.Acme, user, TenantRole.Member, DirectoryActor.Host));

        await world.RefusedAsync("revoked", before, "acme");
        Assert.False((await world.VerifyAsync(token)).IsAccepted);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await world.ExchangeAsync(world.Shown("alice"), "acme")).IsIssued);
    }

    [Fact]
    public async Task Exchange_RevokedWhileItIsMinted_HandsOutNothing()
    {
        string provider = string.Empty;
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(b => MintSpy.PutBefore(
            b, ExchangeWorld.Home, (_, directory) => directory.RevokeMember(TestWorld.Acme, provider, "alice", mayReturn: true)));
        provider = world.Provider.Issuer;
        await world.JoinAsync(TestWorld.Acme, "alice", TenantRole.Admin);

        await world.RefusedAsync("revoked", world.Shown("alice"), "acme");
        Assert.Empty(world.Ledger.Appended);
    }

    [Fact]
    public async Task Exchange_RevokedWhileItIsRecorded_TheTokenIsDead()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        world.Ledger.BeforeAppend = (_, _) =>
        {
            world.Directory.RevokeMember(TestWorld.Acme, world.Provider.Issuer, "alice", mayReturn: true);
            return ValueTask.CompletedTask;
        };

        TokenExchangeResult result = await world.ExchangeAsync(world.Shown("alice"), "acme");

        Assert.Equal(DenyReason.Revoked, (await world.VerifyAsync(result.Token!)).Reason);
    }
}
