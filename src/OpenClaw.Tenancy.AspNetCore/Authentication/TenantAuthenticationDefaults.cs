namespace OpenClaw.Tenancy.AspNetCore.Authentication;

/// <summary>The names that the authentication scheme has unless a host says otherwise.</summary>
public static class TenantAuthenticationDefaults
{
    /// <summary>The name of the scheme, <c>OpenClawTenancy</c>.</summary>
    public const string Scheme = "OpenClawTenancy";
}
