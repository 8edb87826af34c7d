namespace OpenClaw.Tenancy.Jobs;

/// <summary>A job as a store keeps it. It opens nothing: the envelope does, for exactly this tenant, kind, id and body.</summary>
/// <remarks>A store gives back what it was given, byte for byte. Immutable and safe for use by many threads.</remarks>
public sealed record StoredJob
{
    /// <summary>The text of the tenant's id, by which turns are taken.</summary>
    public required string Tenant { get; init; }

    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The key by which it is recognised in its tenant, or null. It is remembered until <see cref="ExpiresAt"/>, also when the job is done.</summary>
    public string? Key { get; init; }

    /// <summary>The body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The text of the envelope.</summary>
    public required string Envelope { get; init; }

    /// <summary>When the envelope ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How long it waits before it is due.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>What two jobs of one key have in common: the digest of kind and body.</summary>
    /// <returns>The digest.</returns>
    public Digest256 Likeness() => FieldDigest.Of("openclaw-tenancy/job/v1", Kind, Digest256.Of(Body.Span).ToString());

    /// <summary>Says what kind of object this is and nothing of what it holds.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(StoredJob);
}
