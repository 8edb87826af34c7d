namespace OpenClaw.Tenancy;

/// <summary>Tenant data was asked for without a live permit or tenant context that covers it.</summary>
/// <param name="message">What was missing, and how to get it.</param>
public sealed class TenantScopeRequiredException(string message) : TenancyException(message);
