namespace OpenClaw.Tenancy.Signing;

/// <summary>Signs what the platform stands for: checkpoints of the audit ledger, and grants.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads. A key service outside the process implements it. What is signed says itself what it
/// is, so that a signature under one thing is none under another.
/// </remarks>
public interface ITenancySigner
{
    /// <summary>The public key by which everybody verifies.</summary>
    VerificationKey Key { get; }

    /// <summary>Signs.</summary>
    /// <param name="content">What is signed, whole: it is hashed with SHA-256.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>64 bytes: an ECDSA signature over P-256 with SHA-256, both numbers in 32 bytes each (IEEE P1363).</returns>
    /// <exception cref="Exception">There is no signature. What needed one is refused.</exception>
    ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
