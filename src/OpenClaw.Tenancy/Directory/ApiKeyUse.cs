namespace OpenClaw.Tenancy.Directory;

/// <summary>That an API key was used. It has no authority; immutable.</summary>
/// <param name="Tenant">The text of the tenant's id.</param>
/// <param name="Key">The text of the key's id, which is no secret.</param>
/// <param name="At">When, to the minute.</param>
public sealed record ApiKeyUse(string Tenant, string Key, DateTimeOffset At);
