using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>An API key; the key itself stands in the answer that made it alone.</summary>
internal sealed record KeyView(
    string Id,
    string? Key,
    TenantRole Role,
    IReadOnlyList<string> Scopes,
    string? UserId,
    string? Label,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt)
{
    public override string ToString() => nameof(KeyView);

    internal static KeyView Of(ApiKeyEntry key, string? text = null) => new(
        key.Id.ToString(), text, key.Role, key.Scopes, key.User, key.Label, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
}
