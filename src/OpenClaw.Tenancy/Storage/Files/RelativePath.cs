using System.Text;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A path that passed the gate of names: relative, of named segments only. Made by <see cref="From"/> alone.</summary>
internal sealed class RelativePath
{
    private readonly byte[] _bytes;
    private readonly int _nameAt;

    private RelativePath(string text)
    {
        // INVARIANT: UTF-8 with NUL behind it, as the kernel reads it.
        _bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, _bytes);
        _nameAt = _bytes.AsSpan().LastIndexOf((byte)'/') + 1;
        Text = text;
    }

    internal string Text { get; }

    /// <summary>The whole path, with NUL behind it.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The last segment, with NUL behind it.</summary>
    internal ReadOnlySpan<byte> Name => _bytes.AsSpan(_nameAt);

    internal bool HasParent => _nameAt != 0;

    /// <summary>What stands before the last segment.</summary>
    internal RelativePath Parent => HasParent ? new RelativePath(Text[..Text.LastIndexOf('/')]) : throw new InvalidOperationException("A path of one segment has the root as its parent.");

    internal static RelativePath From(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        ConfinementReason? refused = PathGate.Check(path);
        return refused is null ? new RelativePath(path) : throw Refusal.Of(refused.Value);
    }
}
