using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>An entry, the hash of its leaf, and where it stands on the disk.</summary>
internal readonly record struct PlacedEntry(AuditEntry Entry, Digest256 Leaf, LedgerPlace Place);
