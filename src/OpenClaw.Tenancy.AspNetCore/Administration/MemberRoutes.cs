using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of members do.</summary>
internal sealed class MemberRoutes(TenantMembers members)
{
    internal const string List = "members";

    internal Task<AdministrationAnswer> ListAsync(AdministrationCall call)
    {
        PageQuery page = call.Input<PageQuery>();
        (IReadOnlyList<TenantMember> found, string? next) = page.Cut(
            call.Permit.Tenant, members.ListMembers(call.Permit, page.After, page.Limit + 1), static m => m.UserId.ToString());
        return Task.FromResult(AdministrationAnswer.Ok(new MembersView(found.Select(MemberView.Of), next), AdministrationJson.Default.MembersView));
    }

    internal async Task<AdministrationAnswer> AddAsync(AdministrationCall call)
    {
        NewMemberBody body = call.Input<NewMemberBody>();
        DirectoryResult<TenantMember> result = await members.AddAsync(call.Permit, body.ToIdentity(), body.ToRole(), call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Created(MemberView.Of(result.Value), AdministrationJson.Default.MemberView, call.Location(result.Value.UserId.ToString()))
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> ChangeAsync(AdministrationCall call)
    {
        MemberPatchBody body = call.Input<MemberPatchBody>();
        DirectoryResult<TenantMember> result = await members.SetRoleAsync(call.Permit, call.Id, body.ToRole(), body.Version, call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Ok(MemberView.Of(result.Value), AdministrationJson.Default.MemberView)
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> RemoveAsync(AdministrationCall call)
    {
        DirectoryWrite write = await members.RemoveAsync(call.Permit, call.Id, call.Aborted).ConfigureAwait(false);
        return AdministrationAnswer.Ended(write, call.Id, "removed");
    }
}
