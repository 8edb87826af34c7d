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

    /// <summary>How long it lives, in whole seconds. Default: the longest that the issuer has for the tenant.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When it ends at the latest, where that comes before the end of its lifetime. Default: no earlier.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>For which runtime it is. Default: the issuer's own audience. Another one must be allowed by the issuer's options.</summary>
    public string? Audience { get; init; }

    /// <summary>The client certificate that it is bound to: it is accepted over connections with this certificate alone. Default: none, a bearer token.</summary>
    public CertificateThumbprint? Certificate { get; init; }

    /// <summary>Who will act for the subject. Default: nobody but the subject.</summary>
    public ClaimActor? Actor { get; init; }
}
