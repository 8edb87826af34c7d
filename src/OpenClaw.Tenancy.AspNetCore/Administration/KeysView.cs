namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record KeysView(IEnumerable<KeyView> Keys, string? NextCursor);
