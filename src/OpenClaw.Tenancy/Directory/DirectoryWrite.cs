namespace OpenClaw.Tenancy.Directory;

/// <summary>What became of a change that was written. The default is a refusal.</summary>
public readonly struct DirectoryWrite
{
    private static readonly DirectoryRefusal Nothing = new(DirectoryRefusalReason.Unspecified, "Nothing was written.");

    private readonly DirectoryRefusal? _refusal;
    private readonly bool _applied;

    private DirectoryWrite(long sequence, DirectoryRefusal? refusal) => (Sequence, _refusal, _applied) = (sequence, refusal, refusal is null);

    /// <summary>The place of the change among all changes; 0 when it was refused before it was written.</summary>
    public long Sequence { get; }

    /// <summary>Whether the change counts.</summary>
    public bool IsApplied => _applied;

    /// <summary>Why it does not count, or null.</summary>
    public DirectoryRefusal? Refusal => _applied ? null : _refusal ?? Nothing;

    /// <summary>The change counts.</summary>
    /// <param name="sequence">Its place.</param>
    /// <returns>The answer of a writer.</returns>
    public static DirectoryWrite Applied(long sequence) => new(sequence, refusal: null);

    /// <summary>The change was refused.</summary>
    /// <param name="sequence">Its place, or 0.</param>
    /// <param name="refusal">Why.</param>
    /// <returns>The answer of a writer.</returns>
    public static DirectoryWrite Refused(long sequence, DirectoryRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new DirectoryWrite(sequence, refusal);
    }

    /// <summary>The place of a change that has to count: for code that fills a directory and does not expect a refusal.</summary>
    /// <returns><see cref="Sequence"/>.</returns>
    /// <exception cref="InvalidOperationException">The change was refused.</exception>
    public long RequireApplied() => _applied ? Sequence : throw new InvalidOperationException(Refusal!.Message);
}
