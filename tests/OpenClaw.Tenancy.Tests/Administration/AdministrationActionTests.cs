using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>What the administration asks for is called in trails and in hosts' rules as it was before: a name that changed would be another action.</summary>
public sealed class AdministrationActionTests
{
    [Fact]
    public void Each_action_has_its_name_and_kind_and_takes_an_admin()
    {
        using var world = new AdminWorld();
        TenantRegistry tenants = world.Registry;
        TenantMembers members = world.Members;
        TenantApiKeys keys = world.Keys;
        TenantAudit audit = world.World.Services.GetRequiredService<TenantAudit>();
        (AccessAction Action, string Name, AccessActionKind Kind)[] rows =
        [
            (tenants.List, "tenants.list", AccessActionKind.Platform),
            (tenants.Create, "tenants.create", AccessActionKind.PlatformPrivilege),
            (tenants.Read, "tenants.read", AccessActionKind.Platform),
            (tenants.ReadOwn, "tenants.read_own", AccessActionKind.Tenant),
            (tenants.Change, "tenants.change", AccessActionKind.PlatformPrivilege),
            (tenants.RenameOwn, "tenants.rename_own", AccessActionKind.Tenant),
            (tenants.Delete, "tenants.delete", AccessActionKind.PlatformPrivilege),
            (members.List, "members.list", AccessActionKind.Tenant),
            (members.Add, "members.add", AccessActionKind.TenantPrivilege),
            (members.Change, "members.change", AccessActionKind.TenantPrivilege),
            (members.Remove, "members.remove", AccessActionKind.TenantPrivilege),
            (members.Invite, "invitations.issue", AccessActionKind.TenantPrivilege),
            (members.Withdraw, "invitations.withdraw", AccessActionKind.TenantPrivilege),
            (keys.List, "keys.list", AccessActionKind.Tenant),
            (keys.Issue, "keys.issue", AccessActionKind.TenantPrivilege),
            (keys.Rotate, "keys.rotate", AccessActionKind.TenantPrivilege),
            (keys.Revoke, "keys.revoke", AccessActionKind.TenantPrivilege),
            (audit.Read, "audit.read", AccessActionKind.Tenant),
            (audit.ReadPlatform, "audit.read_platform", AccessActionKind.Platform),
            (audit.Export, "audit.export", AccessActionKind.TenantPrivilege),
            (audit.ExportPlatform, "audit.export_platform", AccessActionKind.PlatformPrivilege),
        ];

        Assert.All(rows, static row => Assert.Equal((row.Name, row.Kind, "operator.admin"), (row.Action.Name, row.Action.Kind, row.Action.RequiredScope)));
    }
}
