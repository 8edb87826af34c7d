namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>A key by which a tenant asked for a job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Likeness">What another job of the key has to have in common with it.</param>
/// <param name="ExpiresAt">Until when it is remembered.</param>
internal sealed record RememberedKey(string Id, Digest256 Likeness, DateTimeOffset ExpiresAt);
