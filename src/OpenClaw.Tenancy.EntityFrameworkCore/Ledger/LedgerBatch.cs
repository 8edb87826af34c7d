using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What goes into the database in one transaction, and who is to be told. Used by one thread at a time.</summary>
internal sealed class LedgerBatch
{
    private readonly List<Item> _items = [];
    private readonly List<TaskCompletionSource<SignedCheckpoint>> _askers = [];
    private (long Index, Digest256 Leaf)? _first;

    internal bool IsEmpty => _items.Count == 0;

    /// <summary>Adds what waited.</summary>
    internal void Add(WaitingRecord waiting)
    {
        waiting.Share?.Leave();
        if (waiting is { Trail: { } trail, Envelope: { } envelope })
        {
            _items.Add(new Item(trail, envelope, waiting.Done, waiting.Done is null ? 1 : 0));
        }
        else
        {
            _askers.Add(waiting.Done!);
        }
    }

    /// <summary>Adds a record that counts others which were lost, and that are still lost where it is not written.</summary>
    internal void AddLoss(TrailLoad trail, AuditEnvelope envelope, long lost) => _items.Add(new Item(trail, envelope, Done: null, lost));

    /// <summary>Gives each its place. One that makes no record keeps no other from being written.</summary>
    internal LedgerPlaces Place(LedgerState state, Action<TrailLoad, long> lose)
    {
        var places = new LedgerPlaces(state);
        _items.RemoveAll(item =>
        {
            try
            {
                places.Add(item.Envelope);
                return false;
            }
            catch (InvalidDataException exception)
            {
                if (item.Done?.TrySetException(exception) is not true)
                {
                    lose(item.Trail, item.Lost);
                }

                return true;
            }
        });
        _first = places.Entries is [{ } first, ..] ? (first.Index, first.Leaf()) : null;
        return places;
    }

    /// <summary>Whether an earlier attempt at this very batch is in the database after all, though its commit was not answered.</summary>
    // INVARIANT: leaves have random salts, so that nobody else's record has the leaf of one of these. A batch is there in whole or not at all.
    internal bool IsAmong(IReadOnlyList<AuditEntry> added) => _first is { } first && added.Any(e => e.Index == first.Index && e.Leaf() == first.Leaf);

    /// <summary>Tells everybody that it is durable.</summary>
    internal void Complete(SignedCheckpoint end)
    {
        foreach (TaskCompletionSource<SignedCheckpoint> asker in Askers())
        {
            asker.TrySetResult(end);
        }
    }

    /// <summary>Tells everybody that it is not, and counts what was emitted as lost.</summary>
    internal void Fail(Exception exception, Action<TrailLoad, long> lose)
    {
        foreach (Item item in _items.Where(static i => i.Lost != 0))
        {
            lose(item.Trail, item.Lost);
        }

        foreach (TaskCompletionSource<SignedCheckpoint> asker in Askers())
        {
            asker.TrySetException(exception);
        }
    }

    private IEnumerable<TaskCompletionSource<SignedCheckpoint>> Askers() => _items.Select(static i => i.Done).OfType<TaskCompletionSource<SignedCheckpoint>>().Concat(_askers);

    private readonly record struct Item(TrailLoad Trail, AuditEnvelope Envelope, TaskCompletionSource<SignedCheckpoint>? Done, long Lost);
}
