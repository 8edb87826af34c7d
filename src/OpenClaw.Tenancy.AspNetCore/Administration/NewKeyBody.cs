using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record NewKeyBody(
    string Role = "member", IReadOnlyList<string>? Scopes = null, string? UserId = null, string? Label = null, long? LifetimeSeconds = null) : IInput
{
    private const int MaxScopes = 64;

    // Longer than anyone means; a key that is to live until it is revoked says nothing.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(3650);

    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        NewApiKey key = ToKey();
        DirectoryChange.Describe(claim.Tenant, key.Label, region: null, runtimeId: null, expectedVersion: null);
        foreach (string scope in key.Scopes ?? [])
        {
            TenantScopedScope.ForTenant(scope, claim.Tenant);
        }

        return key.Scopes is { Count: 0 or > MaxScopes } ? Problem.InvalidRequest : null;
    }

    internal NewApiKey ToKey() => new()
    {
        Role = RoleText.Require(Role),
        Scopes = Scopes,
        User = UserId is null ? null : Resources.UserId.From(UserId),
        Label = Label,
        Lifetime = LifetimeSeconds is { } seconds ? Seconds.Require(seconds, TimeSpan.FromSeconds(1), MaxLifetime) : null,
    };
}
