using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>An invitation; its code stands in the answer that made it alone.</summary>
internal sealed record InvitationView(string Id, TenantRole Role, DateTimeOffset ExpiresAt, string? Code)
{
    public override string ToString() => nameof(InvitationView);

    internal static InvitationView Of(TenantInvitation invitation, string? code = null) => new(invitation.Id.ToString(), invitation.Role, invitation.ExpiresAt, code);
}
