namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record MembersView(IEnumerable<MemberView> Members, string? NextCursor);
