using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Posture;

/// <summary>Whether the records of the host outlive its process.</summary>
internal sealed class LedgerPosture(IAuditLedger ledger) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => TenancyNoGo.LedgerAbsent;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => new(ledger.IsDurable
        ? []
        : ["The audit ledger ends with the process. Register a durable one with AddJsonlLedger(...), AddTenancyLedger(...) or UseLedger(...)."]);
}
