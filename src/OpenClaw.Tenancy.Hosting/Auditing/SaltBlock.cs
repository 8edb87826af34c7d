using System.Security.Cryptography;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Salts of entries, drawn many at a time: drawing one costs as much as drawing all. Used by one thread at a time.</summary>
internal sealed class SaltBlock
{
    private const int Many = 64;

    private ReadOnlyMemory<byte> _left;

    /// <summary>The next one. No two are of the same bytes of the block.</summary>
    internal ReadOnlyMemory<byte> Next()
    {
        if (_left.IsEmpty)
        {
            _left = RandomNumberGenerator.GetBytes(Many * AuditEntry.SaltLength);
        }

        ReadOnlyMemory<byte> salt = _left[..AuditEntry.SaltLength];
        _left = _left[AuditEntry.SaltLength..];
        return salt;
    }
}
