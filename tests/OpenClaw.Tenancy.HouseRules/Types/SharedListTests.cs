using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A list that is handed out and shared is read-only through and through: behind it stands no array to write to.</summary>
public sealed class SharedListTests
{
    [Fact]
    public void What_a_role_holds() =>
        Assert.All(Enum.GetValues<TenantRole>().Except([TenantRole.None]), static role => Assert.IsNotType<string[]>(TenantRoles.ScopesOf(role)));

    [Fact]
    public void What_a_lattice_knows() => Assert.IsNotType<string[]>(ScopeLattice.OpenClaw.Known);
}
