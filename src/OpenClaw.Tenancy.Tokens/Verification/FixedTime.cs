using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>Compares what only its holder should know, in a time that does not depend on where two texts of one length differ.</summary>
internal static class FixedTime
{
    // SECURITY: the only way in which credentials are compared here; the length alone is no secret.
    internal static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right));
}
