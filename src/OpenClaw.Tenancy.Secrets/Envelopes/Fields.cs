using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Writes fields one behind the other, each with its length before it, so that no two lists of fields are the same bytes.</summary>
internal ref struct Fields(Span<byte> target)
{
    private const int LengthSize = sizeof(int);

    private readonly Span<byte> _target = target;

    /// <summary>How many bytes were written.</summary>
    internal int Length { get; private set; }

    /// <summary>Whether a field did not fit, or was not ASCII: then nothing may be done with what was written.</summary>
    internal bool IsBroken { get; private set; }

    internal void Add(ReadOnlySpan<char> text)
    {
        Span<byte> rest = _target[Length..];
        if (IsBroken || rest.Length < LengthSize + text.Length
            || Ascii.FromUtf16(text, rest[LengthSize..], out int written) != OperationStatus.Done)
        {
            IsBroken = true;
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(rest, written);
        Length += LengthSize + written;
    }

    internal void Add(long number)
    {
        Span<byte> rest = _target[Length..];
        if (IsBroken || rest.Length < LengthSize + sizeof(long))
        {
            IsBroken = true;
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(rest, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(rest[LengthSize..], number);
        Length += LengthSize + sizeof(long);
    }

    /// <summary>A number that is not there has no bytes, and is none of those that are.</summary>
    internal void Add(long? number)
    {
        if (number is { } value)
        {
            Add(value);
        }
        else
        {
            Add(ReadOnlySpan<char>.Empty);
        }
    }
}
