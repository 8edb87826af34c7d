using System.Buffers;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>Takes one frame after the other. One thread at a time.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstBytes = 4 * 1024;

    // What one large frame took is not held for as long as the connection lasts.
    private const int KeptBytes = 64 * 1024;

    private byte[] _bytes = [];

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    internal void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptBytes)
        {
            Return([]);
        }
    }

    /// <summary>Takes back what was written behind a place.</summary>
    internal void CutTo(int length) => Length = length;

    internal void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(GetSpan(text.Length));
        Length += text.Length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(FirstBytes, needed), (int)Math.Min(_bytes.Length * 2L, int.MaxValue)));
            _bytes.AsSpan(0, Length).CopyTo(larger);
            Return(larger);
        }

        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        Length = 0;
        Return([]);
    }

    // SECURITY: cleared, for the next one who rents it may be another tenant's.
    private void Return(byte[] next)
    {
        if (_bytes.Length != 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        }

        _bytes = next;
    }
}
