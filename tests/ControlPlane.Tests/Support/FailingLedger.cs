using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace ControlPlane.Tests.Support;

/// <summary>The host's own ledger, which takes nothing while a test says so.</summary>
internal sealed class FailingLedger
{
    internal bool Appends { get; set; } = true;

    internal bool Emits { get; set; } = true;

    /// <summary>Puts it before the ledger of a host that records what it allows.</summary>
    internal void PutBefore(IServiceCollection services, AllowedRecords records)
    {
        services.AddTenancy(o => o.RecordAllowed = records).UseLedger(s => new Front(this, s.GetRequiredService<JsonlAuditLedger>()));
        services.AddSingleton(static s => s.GetRequiredService<JsonlAuditLedger>().Trails);
    }

    private sealed class Front(FailingLedger says, IAuditLedger inner) : IAuditLedger
    {
        public bool IsDurable => inner.IsDurable;

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) =>
            says.Appends ? inner.AppendAsync(envelope, cancellationToken) : throw new IOException("The disk is full.");

        public void Emit(AuditEnvelope envelope)
        {
            // What it does not take it drops, as its contract has it.
            if (says.Emits)
            {
                inner.Emit(envelope);
            }
        }
    }
}
