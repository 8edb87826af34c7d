using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Signing;

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

    public static void UseFileWell(TenancyBuilder builder)
    {
        // <snippet name="jsonl-ledger-well">
        builder.AddJsonlLedger("audit", o =>
            {
                o.AnchorFile = "/mnt/other-disk/ledger.checkpoint";
                o.RetainFor = TimeSpan.FromDays(400);
            })
            .AddSigningKeyFile("/etc/host/keys/signing.key");
        // </snippet>
    }

    public static void Allowed(IServiceCollection services)
    {
        // <snippet name="record-allowed">
        services.AddTenancy(o =>
            {
                o.Mode = TenancyMode.Shared;
                o.RecordAllowed = AllowedRecords.Emitted;
            })
            .AddJsonlLedger("audit");
        // </snippet>
    }

    public static void Runs(WebApplication app)
    {
        // <snippet name="records-run">
        app.MapGet("/runs/{id}/events", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Run>("id").RecordsRun("id");
        // </snippet>
    }

    public static void Tags(IServiceCollection services)
    {
        // <snippet name="tenant-tag">
        services.AddTenancy(o => o.TenantTag = TenantTag.Plain);
        // </snippet>
    }

    public static void Pseudonyms(TenancyBuilder builder)
    {
        // <snippet name="audit-pseudonyms">
        builder.PseudonymizeSubjects(o => (o.KeyId, o.KeyFile) = ("2026", "/etc/host/keys/subjects.key"));
        // </snippet>
    }

    public static async Task<TrailState> ReadTrail(TenantAudit audit, TenantContext tenant, CancellationToken cancellationToken)
    {
        // <snippet name="audit-read-trail">
        AccessResult read = await tenant.AuthorizeAsync(audit.Read, cancellationToken);
        if (!read.IsAllowed)
        {
            throw new UnauthorizedAccessException();
        }

        AuditPage newest = await audit.ReadAsync(read.Permit, new AuditFilter { Outcome = AuditOutcome.Denied }, cancellationToken);
        TrailState state = await audit.CheckAsync(read.Permit, cancellationToken);     // length, hash of the last record, whether all of it is whole
        // </snippet>
        _ = newest;
        return state;
    }

    public static async Task<bool> Verify(Stream export, string publicKey, string keptCheckpoint, CancellationToken cancellationToken)
    {
        // <snippet name="audit-verify-export">
        SignedCheckpoint.TryRead(keptCheckpoint, out SignedCheckpoint? kept);
        ExportVerdict verdict = await TrailExportVerifier.VerifyAsync(export, VerificationKey.FromPem(publicKey), kept, cancellationToken);
        bool whole = verdict.IsWhole;              // else verdict.Record and verdict.Fault say which record, and why
        // </snippet>
        return whole;
    }

    public static void Privilege(WebApplication app)
    {
        // <snippet name="privilege-endpoint">
        app.MapPost("/members", () => Results.NoContent())
            .RequireTenantScope("operator.admin", action: "members.add", kind: AccessActionKind.TenantPrivilege);
        // </snippet>
    }
}
