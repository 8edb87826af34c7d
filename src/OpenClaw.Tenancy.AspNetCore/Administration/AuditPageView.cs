namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Records of a trail, the newest first, and how the trail stands.</summary>
internal sealed record AuditPageView(IReadOnlyList<AuditView> Records, string? NextCursor, TrailView Chain);
