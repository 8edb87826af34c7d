namespace OpenClaw.Tenancy.Directory;

/// <summary>A name that an outside system has for a tenant. Immutable; two are equal when both texts are, by ordinal.</summary>
/// <param name="Issuer">The outside system: an identity provider's issuer text, or a channel such as <c>slack</c>.</param>
/// <param name="Value">The system's own text for the tenant, or for the account that is the tenant's.</param>
public sealed record ExternalTenant(string Issuer, string Value);
