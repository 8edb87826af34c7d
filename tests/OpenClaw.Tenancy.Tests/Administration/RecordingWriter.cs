using System.Collections.Concurrent;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>Writes as the writer behind it does, keeps every text, and lets a test act before a change gets its turn.</summary>
internal sealed class RecordingWriter(IDirectoryWriter inner) : IDirectoryWriter
{
    public ConcurrentQueue<string> Texts { get; } = new();

    /// <summary>Called once, before the next change gets its turn.</summary>
    public Action? BeforeNext { get; set; }

    public bool IsDurable => inner.IsDurable;

    public async Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        Texts.Enqueue(change.ToText());
        Action? before = BeforeNext;
        BeforeNext = null;
        before?.Invoke();
        DirectoryWrite write = await inner.WriteAsync(change, cancellationToken);

        // Whoever is refused is told why.
        return write.Refusal is { } refusal && string.IsNullOrWhiteSpace(refusal.Message) ? throw new InvalidOperationException($"{refusal.Reason}: {change.ToText()}") : write;
    }
}
