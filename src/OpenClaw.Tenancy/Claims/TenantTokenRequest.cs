namespace OpenClaw.Tenancy.Claims;

/// <summary>What a tenant token is to say.</summary>
public sealed class TenantTokenRequest
{
    /// <summary>The tenant; <see cref="TenantId.Platform"/> for a platform operator.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Who will hold it.</summary>
    public required string Subject { get; init; }

    /// <summary>The scopes in their text forms, written as they are. Default: none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>How long it lives, in whole seconds. Default: the issuer's longest.</summary>
    public TimeSpan? Lifetime { get; init; }
}
