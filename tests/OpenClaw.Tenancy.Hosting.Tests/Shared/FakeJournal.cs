using System.Threading.Channels;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>A journal in memory that fails or waits when a test says so, and a signal that a test gives.</summary>
internal sealed class FakeJournal(TimeProvider time) : IDirectoryJournal, IDirectorySignal
{
    private readonly Lock _lock = new();
    private readonly List<DirectoryRecord> _records = [];
    private readonly Channel<bool> _signals = Channel.CreateUnbounded<bool>();

    /// <summary>Awaited before each reading answers.</summary>
    public Func<CancellationToken, Task> BeforeAnswer { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Awaited before each change is appended.</summary>
    public Func<Task> BeforeAppend { get; set; } = static () => Task.CompletedTask;

    public bool Signals { get; set; }

    public int Readings { get; private set; }

    public async ValueTask<long> AppendAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        await BeforeAppend();
        return Append(change.ToText());
    }

    public long Append(string text, long? sequence = null)
    {
        long place;
        lock (_lock)
        {
            place = sequence ?? (_records.Count == 0 ? 1 : _records[^1].Sequence + 1);
            _records.Add(new DirectoryRecord(place, time.GetUtcNow(), text));
        }

        if (Signals)
        {
            Signal();
        }

        return place;
    }

    public void Append(params DirectoryChange[] changes) => Array.ForEach(changes, c => Append(c.ToText()));

    public void Signal() => _signals.Writer.TryWrite(true);

    public async ValueTask<IReadOnlyList<DirectoryRecord>> ReadAsync(long afterSequence, int max, CancellationToken cancellationToken)
    {
        DirectoryRecord[] page;
        lock (_lock)
        {
            Readings++;
            page = [.. _records.Where(r => r.Sequence > afterSequence).Take(max)];
        }

        await BeforeAnswer(cancellationToken);
        return page;
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _signals.Reader.ReadAsync(cancellationToken);
}
