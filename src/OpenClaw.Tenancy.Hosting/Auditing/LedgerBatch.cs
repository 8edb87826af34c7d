using System.Buffers;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The entries that go to the disk at once, with the checkpoint over them. Used by one thread at a time.</summary>
internal sealed class LedgerBatch(LedgerFile file, ITenancySigner signer, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly List<PlacedEntry> _placed = [];
    private readonly List<(LedgerTrail Trail, long Lost)> _losable = [];
    private readonly Dictionary<string, TrailHead> _heads = new(StringComparer.Ordinal);
    private readonly SaltBlock _salts = new();
    private MerkleFrontier _tree = file.Book.Frontier;

    internal bool IsEmpty => _placed.Count == 0;

    /// <summary>Gives a record the next place of its trail.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="draft">What happened.</param>
    /// <param name="lost">How many records are lost when the batch is: one that was emitted, or those that it counts.</param>
    internal void Add(LedgerTrail trail, AuditDraft draft, long lost)
    {
        string name = trail.Tenant.ToString();
        TrailHead head = _heads.TryGetValue(name, out TrailHead staged) ? staged : file.Book.HeadOf(name);
        AuditEntry entry = draft.At(in head, _tree.Size, _salts.Next());
        Digest256 leaf = entry.Leaf();
        int start = _lines.WrittenCount;
        AuditEntryText.Write(_lines, entry);
        _placed.Add(new PlacedEntry(entry, leaf, new LedgerPlace(file.Length + start, file.Segment, _lines.WrittenCount - start)));
        _lines.Write("\n"u8);
        _tree.Append(in leaf);
        _heads[name] = entry.Head;
        if (lost != 0)
        {
            _losable.Add((trail, lost));
        }
    }

    /// <summary>Writes them, and returns when they are on the disk: all of them, or none.</summary>
    /// <exception cref="Exception">They are not.</exception>
    internal void Write()
    {
        // INVARIANT: nobody is told of a record before the checkpoint over it is signed and on the disk too.
        var checkpoint = new LedgerCheckpoint(file.Book.Origin, _tree.Size, _tree.Root);
        SignedCheckpoint end = checkpoint.SignAsync(signer, time, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        end.WriteLine(_lines);
        file.Append(_placed, _tree, _lines.WrittenMemory, end);
    }

    /// <summary>Counts what is lost.</summary>
    internal void Undo(Action<LedgerTrail, long> lose)
    {
        foreach ((LedgerTrail trail, long lost) in _losable)
        {
            lose(trail, lost);
        }
    }

    /// <summary>Begins the next batch behind what is on the disk.</summary>
    internal void Clear()
    {
        _lines.ResetWrittenCount();
        _placed.Clear();
        _losable.Clear();
        _heads.Clear();
        _tree = file.Book.Frontier;
    }
}
