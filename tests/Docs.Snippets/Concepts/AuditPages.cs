using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace Docs.Snippets.Concepts;

// <snippet name="log-ledger">
public sealed partial class LogLedger(ILogger<LogLedger> logger) : IAuditLedger
{
    public bool IsDurable => false;     // a log line may be lost, so it must not say that it is durable

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        Emit(envelope);
        return ValueTask.CompletedTask;
    }

    public void Emit(AuditEnvelope envelope) =>
        Write(logger, envelope.Tenant, envelope.Action, envelope.Outcome, envelope.ReasonCode, envelope.Actor, envelope.CorrelationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Tenant} {Action} {Outcome} {Reason} {Actor} {Correlation}")]
    private static partial void Write(
        ILogger logger, TenantId tenant, string action, AuditOutcome outcome, string reason, string? actor, string correlation);
}
// </snippet>

public static class AuditPages
{
    public static void Use(TenancyBuilder builder)
    {
        // <snippet name="use-ledger">
        builder.UseLedger(services => new LogLedger(services.GetRequiredService<ILogger<LogLedger>>()));
        // </snippet>
    }

    public static IEnumerable<string> Read(InMemoryAuditLedger ledger)
    {
        // <snippet name="read-trail">
        IEnumerable<string> ofAcme = ledger.Read(TenantId.From("acme"))
            .Select(r => $"{r.Sequence} {r.Envelope.Action} {r.Envelope.Outcome} {r.Envelope.ReasonCode}");
        // </snippet>
        return ofAcme;
    }

    public static void UseFile(TenancyBuilder builder)
    {
        // <snippet name="jsonl-ledger">
        builder.AddJsonlLedger("audit");
        // </snippet>
    }

    public static async Task<IReadOnlyList<AuditRecord>> ReadFile(JsonlAuditLedger ledger, CancellationToken cancellationToken)
    {
        // <snippet name="read-jsonl-ledger">
        IReadOnlyList<AuditRecord> first = await ledger.ReadAsync(TenantId.From("acme"), afterSequence: 0, max: 100, cancellationToken);
        // </snippet>
        return first;
    }

    public static void Privilege(WebApplication app)
    {
        // <snippet name="privilege-endpoint">
        app.MapPost("/members", () => Results.NoContent())
            .RequireTenantScope("operator.admin", action: "members.add", kind: AccessActionKind.TenantPrivilege);
        // </snippet>
    }
}
