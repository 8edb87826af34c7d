using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>An identity token becomes a tenant token through membership, and through nothing else.</summary>
public sealed class ExchangeTests
{
    [Theory]
    [InlineData(TenantRole.Owner, 5)]
    [InlineData(TenantRole.Admin, 5)]
    [InlineData(TenantRole.Member, 2)]
    [InlineData(TenantRole.Readonly, 1)]
    public async Task Exchange_Member_HoldsWhatTheRoleHolds(TenantRole role, int scopes)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice", role);

        TokenExchangeResult result = await world.ExchangeAsync(world.Shown("alice"));

        Assert.Equal((DenyReason.None, TestWorld.Acme, null), (result.Reason, result.Tenant, result.Detail));
        VerifiedTenantClaim claim = await world.ClaimAsync(result.Token!);
        Assert.Equal((ExchangeWorld.Home, TestWorld.Acme, user.ToString()), (claim.Issuer, claim.Tenant, claim.Subject));
        Assert.Equal(scopes, claim.Scopes.Count);
        Assert.All(claim.Scopes, static s => Assert.Equal(TestWorld.Acme, s.Tenant));
    }

    [Fact]
    public async Task Exchange_OperatorOfThePlatform_HoldsGlobalScopes()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TenantId.Platform, "root", TenantRole.Admin);

        VerifiedTenantClaim claim = await world.ClaimAsync(await world.TokenAsync("root", "platform"));

        Assert.True(claim.IsPlatform);
        Assert.All(claim.Scopes, static s => Assert.True(s.IsGlobal));
    }

    [Fact]
    public async Task Exchange_SeveralTenantsAndNoneNamed_AsksToNameOne()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "alice");

        TokenExchangeResult result = await world.ExchangeAsync(world.Shown("alice"));

        Assert.True(result.MustNameTenant);
        Assert.Equal((null, DenyReason.ClaimAmbiguous), (result.Token, result.Reason));
        world.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        Assert.Equal(TestWorld.Acme, (await world.ExchangeAsync(world.Shown("alice"))).Tenant);
    }

    [Fact]
    public async Task Exchange_WhereOneIsNoMember_LooksAlikeWhateverIsThere()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Globex, "owner", TenantRole.Owner);
        UserId removed = await world.JoinAsync(TestWorld.Globex, "bob");
        await world.WriteAsync(DirectoryChange.RemoveMember(TestWorld.Globex, removed, DirectoryActor.Host));
        await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Initech, "alice");
        world.Directory.SetStatus(TestWorld.Initech, TenantStatus.Suspended);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        (string Word, string Subject, string? Tenant)[] cases =
        [
            ("identity_unknown", "nobody", "acme"), ("identity_unknown", "nobody", null), ("no_member", "bob", null), ("no_member", "bob", "globex"),
            ("no_member", "alice", "globex"), ("no_member", "alice", "platform"), ("tenant_status", "alice", "initech"),
            ("tenant_unknown", "alice", "hostile"), ("tenant_unknown", "alice", "ACME"), ("tenant_unknown", "alice", "acme "), ("tenant_unknown", "alice", "__proto__"),
            ("tenant_unknown", "alice", ""),
        ];
        foreach ((string word, string subject, string? tenant) in cases)
        {
            await world.RefusedAsync(word, world.Shown(subject), tenant);
        }

        Assert.Equal(cases.Length, world.Ledger.Emitted.Count);
        Assert.Empty(world.Ledger.Appended);
    }

    [Fact]
    public async Task Exchange_TheSameSubjectOfAnotherProvider_IsSomebodyElse()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.WriteAsync(DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity("https://other.example", "alice"), UserId.New(), TenantRole.Owner, DirectoryActor.Host));

        await world.RefusedAsync("identity_unknown", world.Shown("alice"), "acme");
        await world.RefusedAsync("identity_unknown", world.Shown("mallory", static body => (body["email"], body["email_verified"]) = ("alice@acme.example", true)), "acme");
    }

    [Fact]
    public async Task Exchange_ForgedIdentityToken_IsRefusedBeforeAnythingIsLookedUp()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        string good = world.Shown("alice").IdentityToken;

        await world.RefusedAsync("signature", Bad($"{good[..^8]}AAAAAAAA"), "acme");
        await world.RefusedAsync("audience", world.Shown("alice", static body => body["aud"] = "other-client"), "acme");
        TokenExchangeResult none = await world.ExchangeAsync(Bad(string.Empty), "acme");
        Assert.Equal((null, DenyReason.TokenInvalid), (none.Token, none.Reason));

        static ShownIdentity Bad(string token) => new() { IdentityToken = token, CorrelationId = "corr-1" };
    }

    [Fact]
    public async Task Exchange_AnotherTenant_IsANewTokenAndTheOldOneStaysAsItWas()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        UserId user = await world.JoinAsync(TestWorld.Acme, "alice");
        await world.JoinAsync(TestWorld.Globex, "alice", TenantRole.Owner);

        VerifiedTenantClaim first = await world.ClaimAsync(await world.TokenAsync("alice", "acme"));
        VerifiedTenantClaim second = await world.ClaimAsync(await world.TokenAsync("alice", "globex"));

        Assert.Equal((TestWorld.Acme, TestWorld.Globex), (first.Tenant, second.Tenant));
        AccessAction manage = world.Engine.Action("operator.admin");
        Assert.Equal(DenyReason.ScopeMissing, Ask(first, TestWorld.Acme));
        Assert.NotEqual(DenyReason.None, Ask(first, TestWorld.Globex));
        Assert.Equal(DenyReason.None, Ask(second, TestWorld.Globex));
        Assert.Equal(DenyReason.TenantMismatch, Ask(second, TestWorld.Acme));
        Assert.Equal([TestWorld.Acme, TestWorld.Globex], world.Ledger.Appended.Select(static e => e.Tenant));
        Assert.All(world.Ledger.Appended, e => Assert.Equal(
            (AuditOutcome.Allowed, "tokens.exchange", user.ToString(), "corr-1"), (e.Outcome, e.Action, e.Actor, e.CorrelationId)));

        DenyReason Ask(VerifiedTenantClaim claim, TenantId tenant) =>
            world.Engine.Decide(new AccessRequest(claim, manage, ResourceRef.Collection(tenant), world.Time.Now)).Reason;
    }

    [Fact]
    public async Task Results_WriteNothingOfWhatTheyHold()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        Assert.Equal(nameof(TokenExchangeResult), (await world.ExchangeAsync(world.Shown("alice"))).ToString());
        Assert.Equal(nameof(TokenExchangeRequest), new TokenExchangeRequest { Identity = new ShownIdentity { IdentityToken = "secret" } }.ToString());
        Assert.Equal(nameof(ShownIdentity), new ShownIdentity { IdentityToken = "secret" }.ToString());
        Assert.Equal((false, DenyReason.TokenInvalid, false), (default(TokenExchangeResult).IsIssued, default(TokenExchangeResult).Reason, default(TenantIdentityResult).IsDone));
        Assert.Equal((false, DenyReason.Unspecified), (default(RuntimeTokenResult).IsIssued, default(RuntimeTokenResult).Reason));
    }
}
