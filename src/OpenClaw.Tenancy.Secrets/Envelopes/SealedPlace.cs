namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Where a sealed value belongs: it opens nowhere else.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Name">The secret's name.</param>
/// <param name="Series">What tells the secret from one of the same name that was removed before.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Purpose">What the value is for.</param>
/// <param name="Times">What is said of its times.</param>
internal readonly record struct SealedPlace(string Tenant, string Name, string Series, int Version, string Purpose, SealedTimes Times);
