using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The keys by which the checkpoints of the ledger are believed.</summary>
/// <param name="signer">Signs what this process writes.</param>
/// <param name="others">Further keys that have signed.</param>
/// <param name="time">The clock.</param>
internal sealed class LedgerKeys(ITenancySigner signer, IEnumerable<VerificationKey> others, TimeProvider time)
{
    private readonly VerificationKey[] _keys = [signer.Key, .. others];

    internal ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken) =>
        checkpoint.SignAsync(signer, time, cancellationToken);

    /// <summary>Reads a checkpoint that stood in the database.</summary>
    /// <exception cref="InvalidDataException">It is none, or none of these keys has signed it.</exception>
    internal SignedCheckpoint Read(string? text)
    {
        if (!SignedCheckpoint.TryRead(text, out SignedCheckpoint? checkpoint))
        {
            throw new InvalidDataException("a checkpoint is damaged");
        }

        // SECURITY: without the key nobody makes an end to what he has written into the tables.
        return Array.Exists(_keys, checkpoint.IsSignedBy) ? checkpoint : throw new InvalidDataException(
            "a checkpoint is not signed by the key of this host, nor by one of EntityLedgerOptions.OtherKeys");
    }
}
