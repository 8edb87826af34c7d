namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The ledger of the database where the host uses it. What stands before it, pseudonyms say, hides it from who asks for the host's ledger.</summary>
internal sealed class LedgerInUse
{
    /// <summary>The ledger; null where another one has taken its place, or nobody has asked for one yet.</summary>
    internal EntityAuditLedger? Ledger { get; private set; }

    internal EntityAuditLedger Use(EntityAuditLedger ledger) => Ledger = ledger;
}
