namespace OpenClaw.Tenancy.Directory;

/// <summary>What is said of a tenant when it is put into the directory.</summary>
/// <param name="id">The tenant's id.</param>
/// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
public sealed class TenantRegistration(TenantId id)
{
    /// <summary>Says it of a tenant of an identity provider, whose id is <see cref="TenantId.FromExternal"/> of both texts.</summary>
    /// <param name="externalIssuer">The identity provider's issuer text.</param>
    /// <param name="externalValue">The provider's own text for the tenant.</param>
    /// <exception cref="ArgumentException">One of the texts is null or empty.</exception>
    public TenantRegistration(string externalIssuer, string externalValue)
        : this(TenantId.FromExternal(externalIssuer, externalValue)) => (ExternalIssuer, ExternalValue) = (externalIssuer, externalValue);

    /// <summary>The tenant's id.</summary>
    public TenantId Id { get; } = id ?? throw new ArgumentNullException(nameof(id));

    /// <summary>The identity provider from whose text the id is made, or null.</summary>
    public string? ExternalIssuer { get; }

    /// <summary>The identity provider's own text for the tenant, or null.</summary>
    public string? ExternalValue { get; }

    /// <summary>A name for people. Nothing is ever decided by it. Default: the id's text.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The region that the tenant's data belongs to: 1 to 128 characters of <c>a-z 0-9 . _ -</c>. Default: none.</summary>
    public string? Region { get; init; }

    /// <summary>The id of the runtime that serves the tenant, the audience of the tokens that a control plane mints for it. Default: none.</summary>
    public string? RuntimeId { get; init; }

    /// <summary>The names that outside systems have for this tenant: an identity provider's tenant, a channel's account. Each means one tenant. Default: none.</summary>
    public IReadOnlyList<ExternalTenant> ExternalNames { get; init; } = [];

    /// <summary>Where the tenant stands. Default: active.</summary>
    public TenantStatus Status { get; init; } = TenantStatus.Active;

    /// <summary>The host names that select this tenant, in lower case. They select; they never authenticate. Default: none.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The issuers that may speak for this tenant besides those that list it themselves. Default: none.</summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];
}
