namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record InvitationsView(IEnumerable<InvitationView> Invitations, string? NextCursor);
