using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>The right to a tenant's usage ends with what it was made of.</summary>
public sealed class UsageAccessTests : RightContract
{
    protected override Func<TenantId> Of(PolicyEngine engine, AccessPermit permit, AccessAction action, string? resourceId) => UsageAccess.Of(engine, permit, action, resourceId).RequireTenant;

    protected override Func<TenantId> Of(TenantContext context) => UsageAccess.Of(context).RequireTenant;
}
