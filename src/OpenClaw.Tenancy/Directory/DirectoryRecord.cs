namespace OpenClaw.Tenancy.Directory;

/// <summary>A change in its place in a journal.</summary>
/// <param name="sequence">Its place: 1 for the first change, and one more for each next.</param>
/// <param name="recordedAt">When it was appended: what was issued then or earlier is what a revocation kills.</param>
/// <param name="change">The text that the journal was given.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is less than 1.</exception>
/// <exception cref="ArgumentNullException"><paramref name="change"/> is null.</exception>
/// <remarks>The text is read by <see cref="TenantDirectory.Apply"/> alone. Immutable and safe for use by many threads.</remarks>
public sealed class DirectoryRecord(long sequence, DateTimeOffset recordedAt, string change)
{
    /// <summary>Its place in the journal, from 1 and without gaps.</summary>
    public long Sequence { get; } = sequence > 0 ? sequence : throw new ArgumentOutOfRangeException(nameof(sequence), "The first record of a journal is number 1.");

    /// <summary>When it was appended.</summary>
    public DateTimeOffset RecordedAt { get; } = recordedAt;

    /// <summary>The text that the journal was given.</summary>
    public string Change { get; } = change ?? throw new ArgumentNullException(nameof(change));
}
