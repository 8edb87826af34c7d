using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Tests.Vaults;

/// <summary>The right to a tenant's vault ends with what it was made of; that of an operator is made of a tenant and a reason.</summary>
public sealed class VaultAccessTests : RightContract
{
    protected override Func<TenantId> Of(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId) => VaultAccess.Of(engine, permit, action, resourceId).RequireTenant;

    protected override Func<TenantId> Of(TenantContext context) => VaultAccess.Of(context).RequireTenant;

    [Fact]
    public void Operator_names_the_tenant_and_why()
    {
        Assert.Equal(TestWorld.Acme, VaultAccess.DangerousForOperator(TestWorld.Acme, "wrap all keys anew").RequireTenant());
        Assert.Throws<ArgumentNullException>("tenant", static () => VaultAccess.DangerousForOperator(null!, "wrap all keys anew"));
        Assert.All([null, "", " \t"], static reason => Assert.ThrowsAny<ArgumentException>(() => VaultAccess.DangerousForOperator(TestWorld.Acme, reason!)));
    }
}
