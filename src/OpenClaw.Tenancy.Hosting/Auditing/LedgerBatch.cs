using System.Buffers;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The lines that go to the disk at once, and what is to be done when they are there or when they are not. Used by one thread at a time.</summary>
internal sealed class LedgerBatch
{
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly List<(LedgerTrail Trail, long Lost)> _placed = [];

    internal ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    /// <summary>Gives an envelope the next place of its trail.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="envelope">What happened.</param>
    /// <param name="lost">How many records are lost when the line is: one that was emitted, or those that it counts.</param>
    /// <exception cref="InvalidDataException">It makes a line that could not be read again.</exception>
    internal void Add(LedgerTrail trail, AuditEnvelope envelope, long lost)
    {
        _line.ResetWrittenCount();
        AuditLine.Write(_line, trail.Sequence + 1, envelope);
        if (_line.WrittenCount > LineScanner.MaxLine)
        {
            throw new InvalidDataException("A text of the audit envelope is longer than a line may be.");
        }

        _lines.Write(_line.WrittenSpan);
        trail.Sequence++;
        _placed.Add((trail, lost));
    }

    /// <summary>Takes the places back.</summary>
    /// <param name="lose">Counts what is lost.</param>
    internal void Undo(Action<LedgerTrail, long> lose)
    {
        foreach ((LedgerTrail trail, long lost) in _placed)
        {
            trail.Sequence--;
            if (lost != 0)
            {
                lose(trail, lost);
            }
        }
    }

    internal void Clear()
    {
        _lines.ResetWrittenCount();
        _placed.Clear();
    }
}
