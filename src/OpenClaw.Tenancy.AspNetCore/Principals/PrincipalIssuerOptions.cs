namespace OpenClaw.Tenancy.AspNetCore.Principals;

/// <summary>Which claims of the host's own principal say what.</summary>
/// <remarks>A claim is found under its own name and under the one that an inbound claim map gave it.</remarks>
public sealed class PrincipalIssuerOptions
{
    /// <summary>The claim that names the tenant. There must be exactly one.</summary>
    public required string TenantClaim { get; set; }

    /// <summary>The claim that names the holder. There must be exactly one.</summary>
    /// <value>Default: <c>sub</c>.</value>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The claims that name the holder's roles in the tenant.</summary>
    /// <value>Default: null; then roles give nothing.</value>
    public string? RoleClaim { get; set; }

    /// <summary>The claims that name scopes, one each, in their text forms.</summary>
    /// <value>Default: null; then only roles give scopes.</value>
    public string? ScopeClaim { get; set; }
}
