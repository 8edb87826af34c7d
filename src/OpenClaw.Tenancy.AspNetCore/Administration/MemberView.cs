using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record MemberView(string Id, TenantRole Role, DateTimeOffset JoinedAt, long Version)
{
    internal static MemberView Of(TenantMember member) => new(member.UserId.ToString(), member.Role, member.JoinedAt, member.Version);
}
