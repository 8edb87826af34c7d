using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;

namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>Where the host's ledger comes from. What stands before it is put there when it is made, in whatever order the host asked.</summary>
internal sealed class LedgerSource(Func<IServiceProvider, IAuditLedger> create)
{
    internal static IAuditLedger Open(IServiceProvider services)
    {
        AuditSubjects subjects = services.GetRequiredService<AuditSubjects>();
        IAuditLedger ledger = services.GetRequiredService<LedgerSource>().Create(services);
        return subjects.ArePseudonymous ? new PseudonymousLedger(ledger, subjects) : ledger;
    }

    private IAuditLedger Create(IServiceProvider services) => create(services);
}
