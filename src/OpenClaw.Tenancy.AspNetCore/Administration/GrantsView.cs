namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record GrantsView(IEnumerable<GrantView> Grants);
