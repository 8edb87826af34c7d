using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Administration;

/// <summary>What an API key is to be.</summary>
public sealed class NewApiKey
{
    /// <summary>The role that it counts as where members and keys are changed. Default: member, which changes none.</summary>
    public TenantRole Role { get; init; } = TenantRole.Member;

    /// <summary>The names of its scopes, each within the role and within what whoever asks holds himself. Default: all of the role's.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The member for whom it acts, and with whom it dies; or null, and it is the tenant's own. Default: null.</summary>
    public UserId? User { get; init; }

    /// <summary>A name for people, one line. Default: none.</summary>
    public string? Label { get; init; }

    /// <summary>How long it lives. Default: until it is revoked.</summary>
    public TimeSpan? Lifetime { get; init; }
}
