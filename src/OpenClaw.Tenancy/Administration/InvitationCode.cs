using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.Administration;

/// <summary>The code of an invitation: <c>oinv_</c> and 256 random bits. Only its digest is kept.</summary>
internal static class InvitationCode
{
    private const string Prefix = "oinv_";
    private const int Length = 5 + 64;

    internal static string New() => Prefix + RandomNumberGenerator.GetHexString(64, lowercase: true);

    internal static bool IsWellFormed(string code) => code.Length == Length && code.StartsWith(Prefix, StringComparison.Ordinal) && Ascii.IsValid(code);

    internal static Digest256 Digest(string code) => Digest256.Of(Encoding.ASCII.GetBytes(code));
}
