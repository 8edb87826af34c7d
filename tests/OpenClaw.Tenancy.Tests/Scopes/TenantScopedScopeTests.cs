using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Scopes;

/// <summary>A scope is global or of one tenant, and nothing turns the one into the other.</summary>
public sealed class TenantScopedScopeTests
{
    [Theory]
    [InlineData("operator.read")]
    [InlineData("a")]
    [InlineData("x:y_z-1.2")]
    public void TryFrom_GlobalText_RoundTrips(string text)
    {
        Assert.True(TenantScopedScope.TryFrom(text, out TenantScopedScope? scope));
        Assert.True(scope.IsGlobal);
        Assert.Null(scope.Tenant);
        Assert.Equal(TenantScopedScope.Global(text), scope);
        Assert.Equal(text, scope.ToString());
    }

    [Fact]
    public void TryFrom_TenantText_RoundTrips()
    {
        Assert.True(TenantScopedScope.TryFrom("operator.read@acme", out TenantScopedScope? scope));
        Assert.False(scope.IsGlobal);
        Assert.Equal("operator.read", scope.Name);
        Assert.Equal(TenantScopedScope.ForTenant("operator.read", TestWorld.Acme), scope);
        Assert.Equal("operator.read@acme", scope.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("@acme")]
    [InlineData("operator.read@")]
    [InlineData("operator.read@Acme")]
    [InlineData("operator.read@acme@globex")]
    [InlineData("operator.read@platform")]
    [InlineData("operator.read@default")]
    [InlineData("operator.read@*")]
    [InlineData("operator.read@acme\n")]
    [InlineData("operator.read\n")]
    [InlineData("Operator.read")]
    [InlineData("operator.Read")]
    [InlineData("operator read")]
    [InlineData("operator.*")]
    [InlineData(".operator")]
    [InlineData("1operator")]
    [InlineData("operator.re\u0430d")]
    [InlineData("operator.read\u200b")]
    public void TryFrom_OtherText_IsNone(string? text)
    {
        Assert.False(TenantScopedScope.TryFrom(text, out TenantScopedScope? scope));
        Assert.Null(scope);
    }

    [Fact]
    public void Name_LongerThan128_IsRefused()
    {
        Assert.NotNull(TenantScopedScope.Global(new string('a', 128)));
        Assert.Throws<ArgumentException>(() => TenantScopedScope.Global(new string('a', 129)));
        Assert.Throws<ArgumentNullException>(() => TenantScopedScope.Global(null!));
    }

    [Fact]
    public void ForTenant_WithoutTenant_Throws() =>
        Assert.Throws<ArgumentNullException>(() => TenantScopedScope.ForTenant("operator.read", null!));

    [Fact]
    public void Equals_SameNameOnThreeAxes_IsThreeScopes()
    {
        TenantScopedScope[] scopes =
        [
            TenantScopedScope.Global("operator.read"),
            TenantScopedScope.ForTenant("operator.read", TestWorld.Acme),
            TenantScopedScope.ForTenant("operator.read", TestWorld.Globex),
        ];

        Assert.Equal(3, scopes.Distinct().Count());
    }

    [Fact]
    public void Equals_OtherNameOrTenantOrNone_IsAnotherScope()
    {
        TenantScopedScope scope = TenantScopedScope.ForTenant("operator.read", TenantId.From("acme"));

        Assert.True(scope.Equals(TenantScopedScope.ForTenant("operator.read", TenantId.From("acme"))));
        Assert.False(scope.Equals(TenantScopedScope.ForTenant("operator.write", TenantId.From("acme"))));
        Assert.False(scope.Equals(TenantScopedScope.ForTenant("operator.read", TenantId.From("globex"))));
        Assert.False(scope.Equals(null));
    }
}
