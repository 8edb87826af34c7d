using OpenClaw.Tenancy.HouseRules.Metadata;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>Each grant is made in the places listed here, and nowhere else in the core.</summary>
public sealed class MintTests
{
    [Theory]
    [InlineData("OpenClaw.Tenancy.Authorization.AccessPermit", "OpenClaw.Tenancy.Authorization.PolicyEngine.Conclude")]
    [InlineData(
        "OpenClaw.Tenancy.Claims.VerifiedTenantClaim",
        "OpenClaw.Tenancy.Claims.TenantIssuer.AcceptFor",
        "OpenClaw.Tenancy.Claims.EnvelopeDoor.AcceptFor",
        "OpenClaw.Tenancy.Claims.GrantDoor.Accept",
        "OpenClaw.Tenancy.Claims.VerifiedTenantClaim.Delegate",
        "OpenClaw.Tenancy.Claims.TenancyRealm.MakeHostClaim",
        "OpenClaw.Tenancy.Administration.TenantErasure.Claim")]
    [InlineData("OpenClaw.Tenancy.Claims.ClaimGrant", "OpenClaw.Tenancy.Claims.ClaimGrant.Narrow", "OpenClaw.Tenancy.Claims.GrantDoor.Accept")]
    [InlineData("OpenClaw.Tenancy.Directory.BreakGlassGrant", "OpenClaw.Tenancy.Directory.BreakGlassRequested.CommitTo")]
    [InlineData("OpenClaw.Tenancy.Authorization.AccessAction", "OpenClaw.Tenancy.Authorization.PolicyEngine.<Action>b__*")]
    [InlineData("OpenClaw.Tenancy.Claims.TenantIssuer", "OpenClaw.Tenancy.DependencyInjection.TenancyBuilder.<AddIssuer>b__*")]
    [InlineData("OpenClaw.Tenancy.Approvals.ApprovalGrant", "OpenClaw.Tenancy.Approvals.ApprovalDesk.Grant")]
    [InlineData("OpenClaw.Tenancy.Jobs.TenantEnvelope", "OpenClaw.Tenancy.Jobs.TenantEnvelopes.Make")]
    [InlineData("OpenClaw.Tenancy.Storage.Files.TenantDirectoryRoot", "OpenClaw.Tenancy.Storage.Files.TenantDirectoryRoots.Open")]
    [InlineData("OpenClaw.Tenancy.Directory.TenantEntry", "OpenClaw.Tenancy.Directory.TenantDirectory.AddFixed", "OpenClaw.Tenancy.Directory.TenantRegistered.CommitTo")]
    public void A_grant_has_its_mint(string type, params string[] makers)
    {
        using var core = new AssemblyUses(Library.PathOf(Library.Core));
        Assert.Equal(makers.Order(StringComparer.Ordinal), core.MakersOf(type).Select(WithoutNumber).Order(StringComparer.Ordinal));
    }

    // The compiler numbers lambdas; the number is no part of the rule.
    private static string WithoutNumber(string maker) =>
        maker.IndexOf(">b__", StringComparison.Ordinal) is int at and >= 0 ? maker[..(at + 4)] + "*" : maker;
}
