namespace OpenClaw.Tenancy;

/// <summary>Code that acts for one tenant was handed something of another.</summary>
/// <param name="message">What disagreed. It names no tenant.</param>
public sealed class TenantMismatchException(string message) : TenancyException(message);
