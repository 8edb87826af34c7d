namespace OpenClaw.Tenancy.Directory;

/// <summary>That a change of the directory is refused, in every process alike, and why. Immutable.</summary>
/// <param name="reason">The kind of reason.</param>
/// <param name="message">A sentence with the fix. It is for operators: it may name what the change named.</param>
public sealed class DirectoryRefusal(DirectoryRefusalReason reason, string message)
{
    /// <summary>The kind of reason.</summary>
    public DirectoryRefusalReason Reason { get; } = reason;

    /// <summary>A sentence with the fix.</summary>
    public string Message { get; } = message ?? throw new ArgumentNullException(nameof(message));

    /// <summary>The sentence.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;

    internal static DirectoryRefusal NotFound(string message) => new(DirectoryRefusalReason.NotFound, message);

    internal static DirectoryRefusal Conflict(string message) => new(DirectoryRefusalReason.Conflict, message);

    internal static DirectoryRefusal NotAllowed(string message) => new(DirectoryRefusalReason.NotAllowed, message);

    internal static DirectoryRefusal LimitReached(string message) => new(DirectoryRefusalReason.LimitReached, message);
}
