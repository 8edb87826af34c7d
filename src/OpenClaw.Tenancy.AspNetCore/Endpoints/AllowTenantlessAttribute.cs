namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>An endpoint is open to callers without a tenant, and touches no tenant's data.</summary>
/// <param name="reason">Why; it stands for the reader of the code.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowTenantlessAttribute(string reason) : Attribute, ITenancyMarker
{
    /// <summary>Why.</summary>
    public string Reason { get; } = !string.IsNullOrWhiteSpace(reason) ? reason : throw new ArgumentException(
        "Say why the endpoint is open to callers without a tenant.", nameof(reason));
}
