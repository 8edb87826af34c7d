using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Reads the names in a directory by its handle, one after the other. Names are bytes with NUL behind them.</summary>
internal sealed class DirectoryScan(SafeFileHandle directory)
{
    private const int NameAt = 19; // struct linux_dirent64: inode, offset, length of the record, kind, name
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _at;
    private int _end;

    internal bool TryRead([NotNullWhen(true)] out byte[]? name)
    {
        name = null;
        while (name is null)
        {
            if (_at == _end)
            {
                _end = LinuxCalls.ReadEntries(directory, _buffer);
                ConfinedDirectory.Check(_end);
                _at = 0;
                if (_end == 0)
                {
                    return false;
                }
            }

            name = Take();
        }

        return true;
    }

    /// <summary>The text of a name that a path can have, or null.</summary>
    internal static string? Text(byte[] name)
    {
        try
        {
            string text = Strict.GetString(name.AsSpan(0, name.Length - 1));
            return PathGate.Check(text) is null ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private byte[]? Take()
    {
        Span<byte> record = _buffer.AsSpan(_at, BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(_at + 16)));
        _at += record.Length;
        ReadOnlySpan<byte> name = record[NameAt..];
        name = name[..(name.IndexOf((byte)0) + 1)];
        return name.SequenceEqual(".\0"u8) || name.SequenceEqual("..\0"u8) ? null : name.ToArray();
    }
}
