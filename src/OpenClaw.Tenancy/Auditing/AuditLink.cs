namespace OpenClaw.Tenancy.Auditing;

/// <summary>What ties a record to its trail and to the whole ledger.</summary>
/// <param name="Index">Its place in the whole ledger, from 0: the place of its leaf in the Merkle tree.</param>
/// <param name="Previous">The hash of the record before it in its trail.</param>
/// <param name="Hash">Its own hash, which the next record of the trail repeats.</param>
public readonly record struct AuditLink(long Index, Digest256 Previous, Digest256 Hash);
