namespace OpenClaw.Tenancy.Auditing;

/// <summary>Where a body says that it stands, and the little of what it says that decides about other records.</summary>
internal readonly record struct BodyPlace(string Trail, long Sequence, Digest256 Previous, DateTimeOffset OccurredAt, string Action, string? ResourceId);
