using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What is known of a ledger on the disk: where each entry stands, the hash of each leaf, and the last signed checkpoint.</summary>
/// <remarks>It holds about 50 bytes for each record. Written by one thread, read by many.</remarks>
/// <param name="origin">The ledger's name.</param>
internal sealed class LedgerBook(string origin) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LedgerTrack> _tracks = new(StringComparer.Ordinal);
    private readonly List<LedgerSegment> _segments = [];
    private readonly List<Digest256> _leaves = [];
    private MerkleFrontier _frontier = new();
    private SignedCheckpoint? _checkpoint;

    internal string Origin { get; } = origin;

    /// <summary>The last checkpoint; null before the first.</summary>
    internal SignedCheckpoint? Checkpoint
    {
        get
        {
            lock (_lock)
            {
                return _checkpoint;
            }
        }
    }

    internal int Segments
    {
        get
        {
            lock (_lock)
            {
                return _segments.Count;
            }
        }
    }

    /// <summary>The tree, for whoever goes on with it.</summary>
    internal MerkleFrontier Frontier
    {
        get
        {
            lock (_lock)
            {
                return _frontier.Clone();
            }
        }
    }

    internal void Add(LedgerSegment segment)
    {
        lock (_lock)
        {
            _segments.Add(segment);
        }
    }

    internal TrailHead HeadOf(string trail)
    {
        lock (_lock)
        {
            return _tracks.TryGetValue(trail, out LedgerTrack? track) ? track.Head : TrailHead.Empty(Origin, trail);
        }
    }

    /// <summary>Takes entries that are on the disk, the tree with them, and the checkpoint over it.</summary>
    internal void Take(List<PlacedEntry> entries, MerkleFrontier tree, SignedCheckpoint checkpoint)
    {
        lock (_lock)
        {
            foreach ((AuditEntry entry, Digest256 leaf, LedgerPlace place) in entries)
            {
                if (!_tracks.TryGetValue(entry.Trail, out LedgerTrack? track))
                {
                    _tracks.Add(entry.Trail, track = new LedgerTrack());
                }

                track.Add(entry, place);
                _leaves.Add(leaf);
            }

            (_frontier, _checkpoint) = (tree.Clone(), checkpoint);
        }
    }

    /// <summary>Says that a file was written anew, with the same entries in other places.</summary>
    internal void Replace(int number, LedgerSegment segment, IEnumerable<(AuditEntry Entry, LedgerPlace Place)> entries)
    {
        lock (_lock)
        {
            _segments[number] = segment;
            foreach ((AuditEntry entry, LedgerPlace place) in entries)
            {
                _tracks[entry.Trail].Move(entry.Sequence, place);
            }
        }
    }

    /// <summary>Says that a file has another name.</summary>
    internal void Rename(int number, string path)
    {
        lock (_lock)
        {
            _segments[number] = new LedgerSegment(path, _segments[number].Handle);
        }
    }

    internal LedgerSegment Segment(int number)
    {
        lock (_lock)
        {
            return _segments[number];
        }
    }

    /// <summary>Closes the files. A reading that goes on fails.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _segments.ForEach(static s => s.Handle.Dispose());
        }
    }

    internal Digest256[] Leaves(long size)
    {
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, _leaves.Count);
            return [.. _leaves[..(int)size]];
        }
    }

    /// <summary>The entries of a trail, read from the disk.</summary>
    /// <exception cref="InvalidDataException">What stands there is no entry.</exception>
    internal IReadOnlyList<AuditEntry> Read(string trail, long first, int max)
    {
        (LedgerSegment Segment, LedgerPlace Place)[] places = Places(trail, first, max);
        var entries = new AuditEntry[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            byte[] line = new byte[places[i].Place.Length];
            int read = RandomAccess.Read(places[i].Segment.Handle, line, places[i].Place.Offset);
            entries[i] = AuditEntryText.Read(line.AsMemory(0, read));
        }

        return entries;
    }

    [SuppressMessage("Style", "IDE0305:Simplify collection initialization", Justification = "The lock must be held while the places are copied.")]
    private (LedgerSegment Segment, LedgerPlace Place)[] Places(string trail, long first, int max)
    {
        lock (_lock)
        {
            return _tracks.TryGetValue(trail, out LedgerTrack? track)
                ? track.Places(first, max).Select(place => (_segments[place.Segment], place)).ToArray()
                : [];
        }
    }
}
