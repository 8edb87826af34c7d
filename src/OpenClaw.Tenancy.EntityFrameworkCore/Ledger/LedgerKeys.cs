using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The keys by which the checkpoints of the ledger are believed.</summary>
/// <param name="signer">Signs what this process writes.</param>
/// <param name="others">Further keys that have signed.</param>
/// <param name="time">The clock.</param>
internal sealed class LedgerKeys(ITenancySigner signer, IEnumerable<VerificationKey> others, TimeProvider time)
{
    // The end of the ledger is held meanwhile, so a key service that hangs must not hold it for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly VerificationKey[] _keys = [signer.Key, .. others];

    internal async ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await checkpoint.SignAsync(signer, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
    }

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
