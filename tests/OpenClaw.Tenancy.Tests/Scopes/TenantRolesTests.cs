using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Scopes;

/// <summary>Roles owner, admin, member, readonly: exactly these scopes, all on the tenant's axis; an unknown role gives nothing.</summary>
public sealed class TenantRolesTests
{
    private static readonly string[] All = ["operator.admin", "operator.approvals", "operator.pairing", "operator.read", "operator.write"];

    [Theory]
    [InlineData("owner", 5)]
    [InlineData("admin", 5)]
    [InlineData("member", 2)]
    [InlineData("readonly", 1)]
    [InlineData("Owner", 0)]
    [InlineData("owner ", 0)]
    [InlineData("superuser", 0)]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    public void Accept_Role_GivesExactlyItsScopes(string role, int count)
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Issuer.Accept(new Assertion(world) { Roles = [role] }.Build()).Claim!;

        string[] expected = count switch { 5 => All, 2 => ["operator.read", "operator.write"], 1 => ["operator.read"], _ => [] };
        Assert.Equal(expected, claim.Scopes.Select(static s => s.Name).Order(StringComparer.Ordinal));
        Assert.All(claim.Scopes, static s => Assert.Equal(TestWorld.Acme, s.Tenant));
    }

    [Fact]
    public void FromText_NullOrUnknown_IsNone()
    {
        Assert.Equal(TenantRole.None, TenantRoles.FromText(null));
        Assert.Equal(TenantRole.None, TenantRoles.FromText("OWNER"));
        Assert.Equal(default, TenantRole.None);
    }

    [Theory]
    [InlineData(TenantRole.None)]
    [InlineData((TenantRole)99)]
    [InlineData((TenantRole)(-1))]
    public void ScopesOf_NoRole_IsEmpty(TenantRole role) => Assert.Empty(TenantRoles.ScopesOf(role));

    [Fact]
    public void Member_HasNoApprovals() => Assert.DoesNotContain(
        TenantRoles.ScopesOf(TenantRole.Member), static held => ScopeLattice.OpenClaw.Implies(held, "operator.approvals"));
}
