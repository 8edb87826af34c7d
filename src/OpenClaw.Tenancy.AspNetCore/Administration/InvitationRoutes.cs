using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What the routes of invitations do.</summary>
internal sealed class InvitationRoutes(TenantMembers members)
{
    internal const string List = "invitations";

    internal Task<AdministrationAnswer> ListAsync(AdministrationCall call)
    {
        // The first to end first.
        (IReadOnlyList<TenantInvitation> found, string? next) = call.Input<PageQuery>().Cut(
            call.Permit.Tenant, members.ListInvitations(call.Permit), static i => $"{i.ExpiresAt.UtcTicks:D19}.{i.Id}");
        return Task.FromResult(AdministrationAnswer.Ok(
            new InvitationsView(found.Select(static i => InvitationView.Of(i)), next), AdministrationJson.Default.InvitationsView));
    }

    internal async Task<AdministrationAnswer> InviteAsync(AdministrationCall call)
    {
        NewInvitationBody body = call.Input<NewInvitationBody>();
        DirectoryResult<IssuedInvitation> result = await members.InviteAsync(call.Permit, body.ToRole(), body.ToLifetime(), call.Aborted).ConfigureAwait(false);
        return result.IsDone
            ? AdministrationAnswer.Created(
                InvitationView.Of(result.Value.Invitation, result.Value.Code), AdministrationJson.Default.InvitationView, call.Location(result.Value.Invitation.Id.ToString()))
            : AdministrationAnswer.Refused(result.Refusal);
    }

    internal async Task<AdministrationAnswer> WithdrawAsync(AdministrationCall call)
    {
        DirectoryWrite write = await members.WithdrawAsync(call.Permit, call.Id, call.Aborted).ConfigureAwait(false);
        return AdministrationAnswer.Ended(write, call.Id, "withdrawn");
    }
}
