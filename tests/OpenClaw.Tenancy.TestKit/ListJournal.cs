using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A writer whose directory follows a journal in memory, so that a test can look at what is kept and change it.</summary>
public sealed class ListJournal(TenantDirectory directory, TimeProvider time) : IDirectoryWriter
{
    private readonly Lock _lock = new();
    private readonly List<DirectoryRecord> _records = [];

    public bool IsDurable => true;

    /// <summary>Called with each change before it is written; it may throw or wait.</summary>
    public Func<DirectoryChange, Task> BeforeWrite { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What was written, refused or not.</summary>
    public IReadOnlyList<DirectoryRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    public async Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        await BeforeWrite(change);
        return Apply(change.ToText());
    }

    public DirectoryWrite Apply(string text)
    {
        lock (_lock)
        {
            var record = new DirectoryRecord(directory.AppliedSequence + 1, time.GetUtcNow(), text);
            _records.Add(record);
            return directory.Apply(record, out DirectoryRefusal? refusal) switch
            {
                DirectoryOutcome.Applied => DirectoryWrite.Applied(record.Sequence),
                DirectoryOutcome.Refused when !string.IsNullOrWhiteSpace(refusal?.Message) => DirectoryWrite.Refused(record.Sequence, refusal),
                _ => throw new InvalidOperationException($"{refusal}: {text}"),
            };
        }
    }
}
