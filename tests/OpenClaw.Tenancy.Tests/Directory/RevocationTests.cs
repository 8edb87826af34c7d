using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>What is revoked dies at the next decision, alone, and never comes back.</summary>
public sealed class RevocationTests
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    [Fact]
    public void Suspend_KillsExistingClaims_AndReactivationDoesNotRevive()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = Claim(world, "ann");
        Assert.Equal(DenyReason.None, Decide(world, claim));

        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        Assert.Equal(DenyReason.TenantInactive, Decide(world, claim));

        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        Assert.Equal(DenyReason.Revoked, Decide(world, claim));

        world.Time.Advance(Later);
        Assert.Equal(DenyReason.None, Decide(world, Claim(world, "ann")));
    }

    [Fact]
    public void Suspend_OneTenant_LeavesOthersAlone()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim other = world.Claim(TestWorld.Globex, "operator.read");

        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);

        Assert.Equal(DenyReason.None, Decide(world, other));
    }

    [Fact]
    public void RevokeMember_KillsThatMemberOnly()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim ann = Claim(world, "ann");
        VerifiedTenantClaim again = Claim(world, "ann", credential: "c2");
        VerifiedTenantClaim bob = Claim(world, "bob");

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann");

        Assert.Equal(DenyReason.Revoked, Decide(world, ann));
        Assert.Equal(DenyReason.Revoked, Decide(world, again));
        Assert.Equal(DenyReason.None, Decide(world, bob));
        world.Time.Advance(Later);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Subject = "ann" }.Present().Reason);
    }

    [Fact]
    public void RevokeMember_SameSubjectOfOtherIssuerOrTenant_Lives()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim ann = Claim(world, "ann");

        world.Directory.RevokeMember(TestWorld.Acme, "other", "ann");
        world.Directory.RevokeMember(TestWorld.Globex, TestWorld.Idp, "ann");

        Assert.Equal(DenyReason.None, Decide(world, ann));
    }

    [Fact]
    public void RevokeMember_MayReturn_OnlyNewCredentialsLive()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim before = Claim(world, "ann");
        DateTimeOffset issuedBefore = world.Time.Now;
        world.Time.Advance(Later);

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann", mayReturn: true);

        Assert.Equal(DenyReason.Revoked, Decide(world, before));
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Subject = "ann", IssuedAt = issuedBefore, ExpiresAt = world.Time.Now.AddMinutes(1) }.Present().Reason);
        world.Time.Advance(Later);
        Assert.Equal(DenyReason.None, Decide(world, Claim(world, "ann")));
    }

    [Fact]
    public void RevokeMember_MayReturnAfterForGood_StaysShutOutUntilReinstated()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim before = Claim(world, "ann");
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann");
        world.Time.Advance(Later);

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "ann", mayReturn: true);
        world.Time.Advance(Later);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Subject = "ann" }.Present().Reason);

        world.Directory.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "ann");
        world.Time.Advance(Later);
        Assert.Equal(DenyReason.None, Decide(world, Claim(world, "ann")));
        Assert.Equal(DenyReason.Revoked, Decide(world, before));
    }

    [Fact]
    public void SetStatus_OfTheDefaultTenantWithoutTenancy_Throws()
    {
        using var world = new TestWorld(o => o.Mode = TenancyMode.Disabled);

        Assert.Throws<ArgumentException>(() => world.Directory.SetStatus(TenantId.Default, TenantStatus.Suspended));
    }

    [Fact]
    public void SetStatus_OfADefaultTenantThatTheHostAdded_Suspends()
    {
        using var world = new TestWorld();
        TenantEntry entry = world.Directory.Add(new TenantRegistration(TenantId.Default));

        world.Directory.SetStatus(TenantId.Default, TenantStatus.Suspended);

        Assert.Equal(TenantStatus.Suspended, entry.Status);
    }

    [Fact]
    public void IssuerOptions_KeptAfterTheIssuerWasAdded_CannotBeWidened()
    {
        TenantIssuerOptions? kept = null;
        using var world = new TestWorld(build: b => b.AddIssuer("late", o => kept = o, (_, door) => new object()));

        Assert.Throws<InvalidOperationException>(() => kept!.ForTenants("acme"));
        Assert.Throws<InvalidOperationException>(() => kept!.Map("x", TestWorld.Acme));
        Assert.Throws<InvalidOperationException>(() => kept!.ForEveryTenant("why"));
        Assert.Throws<InvalidOperationException>(() => kept!.AllowPlatform());
        Assert.Throws<InvalidOperationException>(() => kept!.MaxLifetime = TimeSpan.FromDays(1));
        Assert.Throws<InvalidOperationException>(() => kept!.ClockSkew = TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void RevokeCredential_KillsThatCredentialForGood()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim one = Claim(world, "ann", credential: "c1");
        VerifiedTenantClaim two = Claim(world, "ann", credential: "c2");

        world.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");

        Assert.Equal(DenyReason.Revoked, Decide(world, one));
        Assert.Equal(DenyReason.None, Decide(world, two));
        world.Time.Advance(Later);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { CredentialId = "c1" }.Present().Reason);
    }

    [Fact]
    public void Revoke_BeforeTheHolderWasEverSeen_Counts()
    {
        using var world = new TestWorld();
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "eve");
        world.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "stolen");
        world.Time.Advance(Later);

        Assert.Equal(DenyReason.Revoked, new Assertion(world) { Subject = "eve" }.Present().Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(world) { CredentialId = "stolen" }.Present().Reason);
    }

    [Fact]
    public void Revoke_UnknownTenant_Throws()
    {
        using var world = new TestWorld();
        TenantId nobody = TenantId.From("nobody");

        Assert.Throws<ArgumentException>(() => world.Directory.RevokeMember(nobody, TestWorld.Idp, "ann"));
        Assert.Throws<ArgumentException>(() => world.Directory.RevokeCredential(nobody, TestWorld.Idp, "c1"));
        Assert.Throws<ArgumentException>(() => world.Directory.GenerationOf(nobody, TestWorld.Idp, "ann"));
    }

    private static VerifiedTenantClaim Claim(TestWorld world, string subject, string credential = "c1") =>
        new Assertion(world) { Subject = subject, CredentialId = credential, Scopes = ["operator.read@acme"] }.Present().Claim!;

    private static DenyReason Decide(TestWorld world, VerifiedTenantClaim claim) => world.Engine.Decide(new AccessRequest(
        claim, world.Engine.Action("operator.read"), ResourceRef.Collection(claim.Tenant), world.Time.Now)).Reason;
}
