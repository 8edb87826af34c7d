using System.Buffers;
using System.Buffers.Text;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>An envelope that is written down and has no place yet: what can be done before it is known behind which record it comes.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class AuditDraft
{
    private const int MaxBody = 1 << 20;
    private const int MaxDigits = 19;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly string _trail;
    private readonly int _previous;
    private readonly int _sequence;

    private AuditDraft(ReadOnlyMemory<byte> body, string trail, int previous, int sequence) =>
        (_body, _trail, _previous, _sequence) = (body, trail, previous, sequence);

    /// <summary>Writes an envelope down.</summary>
    /// <param name="envelope">What happened.</param>
    /// <returns>The draft.</returns>
    /// <exception cref="InvalidDataException">A text of the envelope is longer than a record may be, or is ill-formed.</exception>
    public static AuditDraft Of(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var output = new ArrayBufferWriter<byte>(1024);
        try
        {
            (int previous, int sequence) = AuditBody.WriteDraft(output, envelope);
            return output.WrittenCount + MaxDigits <= MaxBody
                ? new AuditDraft(output.WrittenMemory, envelope.Tenant.ToString(), previous, sequence)
                : throw new InvalidDataException("A text of the audit envelope is longer than a record may be.");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException("The audit envelope holds a text that no record can hold.", exception);
        }
    }

    /// <summary>Makes the entry that follows a head.</summary>
    /// <param name="head">Where the envelope's trail ends.</param>
    /// <param name="index">The entry's place in the whole ledger.</param>
    /// <returns>The entry, which a store then makes durable.</returns>
    public AuditEntry At(in TrailHead head, long index) => At(in head, index, AuditEntry.NewSalt());

    /// <summary>The same with a salt that was drawn before: a store that makes many entries at once draws all of them together.</summary>
    /// <param name="head">Where the envelope's trail ends.</param>
    /// <param name="index">The entry's place in the whole ledger.</param>
    /// <param name="salt">16 bytes of a cryptographic random number generator, which no other entry has.</param>
    /// <returns>The entry, which a store then makes durable.</returns>
    /// <exception cref="ArgumentException">The salt has not 16 bytes.</exception>
    public AuditEntry At(in TrailHead head, long index, ReadOnlyMemory<byte> salt)
    {
        byte[] body = Body(in head);
        return new AuditEntry(_trail, head.Length + 1, index, body, Digest256.Of(body), salt);
    }

    // INVARIANT: the same bytes as if they had been written at once: a hash has one length, and a number one spelling.
    private byte[] Body(in TrailHead head)
    {
        Span<byte> number = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(head.Length + 1, number, out int digits);
        ReadOnlySpan<byte> draft = _body.Span;
        byte[] body = new byte[draft.Length - 1 + digits];
        draft[.._sequence].CopyTo(body);
        number[..digits].CopyTo(body.AsSpan(_sequence));
        draft[(_sequence + 1)..].CopyTo(body.AsSpan(_sequence + digits));
        Span<byte> previous = stackalloc byte[Digest256.Length];
        head.Hash.CopyTo(previous);
        Convert.TryToHexStringLower(previous, body.AsSpan(_previous, Digest256.TextLength), out _);
        return body;
    }
}
