using System.Text;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Directory;

/// <summary>That somebody approved a request, for how long, and the signature over both. Immutable but for what was found out of the signature.</summary>
internal sealed class GrantApproval(LinkedIdentity approver, long notBeforeTicks, long notAfterTicks, string keyId, byte[] signature, long sequence)
{
    // It begins with what it is, and has two lines: a checkpoint begins with its origin and has more.
    private const string Kind = "openclaw-tenancy/break-glass/v1/grant";

    private Finding? _finding;

    internal LinkedIdentity Approver { get; } = approver;

    internal long NotBeforeTicks { get; } = notBeforeTicks;

    /// <summary>The place of the approval among all changes of the directory.</summary>
    internal long Sequence { get; } = sequence;

    /// <summary>The end; at that moment it is over.</summary>
    internal long NotAfterTicks { get; } = notAfterTicks;

    /// <summary>What is signed: the digest of the request, of who approved it, and of how long it is open.</summary>
    internal static byte[] Content(Digest256 request, LinkedIdentity approver, long notBeforeTicks, long notAfterTicks) => Encoding.UTF8.GetBytes(
        $"{Kind}\n{FieldDigest.Of(Kind, request.ToString(), approver.Issuer, approver.Subject, GrantTerms.Number(notBeforeTicks), GrantTerms.Number(notAfterTicks))}\n");

    /// <summary>Whether the signature is this key's over the request and this approval. It is looked at once for a key.</summary>
    internal bool IsSignedBy(VerificationKey key, Digest256 request)
    {
        Finding? known = Volatile.Read(ref _finding);
        if (known is null || !ReferenceEquals(known.Key, key))
        {
            bool holds = string.Equals(keyId, key.Id) && key.Verify(Content(request, Approver, NotBeforeTicks, NotAfterTicks), signature);
            Volatile.Write(ref _finding, known = new Finding(key, holds));
        }

        return known.Holds;
    }

    private sealed class Finding(VerificationKey key, bool holds)
    {
        internal VerificationKey Key { get; } = key;

        internal bool Holds { get; } = holds;
    }
}
