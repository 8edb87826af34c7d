using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A host without a web server that writes a ledger into a folder.</summary>
internal sealed class LedgerWorld : IDisposable
{
    private readonly TestWorld _world;

    public LedgerWorld(string folder, TestDisk? disk = null, Action<JsonlLedgerOptions>? options = null, ILoggerProvider? log = null, Action<TenancyBuilder>? more = null)
    {
        File = PathIn(folder);
        _world = new TestWorld(build: builder =>
        {
            builder.Services.AddLogging(l => l.AddProvider(log ?? Log));
            builder.AddJsonlLedger(folder, options);
            disk?.Use(builder);
            more?.Invoke(builder);
        });
        try
        {
            Ledger = (JsonlAuditLedger)_world.Services.GetRequiredService<IAuditLedger>();
        }
        catch
        {
            _world.Dispose();
            throw;
        }
    }

    public string File { get; }

    public EventLog Log { get; } = new();

    public TestWorld World => _world;

    public JsonlAuditLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string PathIn(string folder) => Path.Combine(folder, "ledger.jsonl");

    /// <summary>The lines of a file that are records.</summary>
    public static string[] Records(string file) => [.. TempFolder.Lines(file).Where(static l => l.StartsWith("{\"body\":", StringComparison.Ordinal))];

    public AuditEnvelope Envelope(TenantId? tenant = null, string? actor = "alice") => new(tenant ?? TestWorld.Acme, _world.Time.Now)
    {
        Actor = actor,
        Action = "members.add",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
    };

    /// <summary>What the platform's trail says of something that a tenant tried.</summary>
    public AuditEnvelope Truth(TenantId by, string actor) => new(TenantId.Platform, _world.Time.Now)
    {
        EffectiveTenant = by,
        Actor = actor,
        Action = "runs.read",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "tenant_mismatch",
    };

    public Task Append(string actor, TenantId? tenant = null) => Ledger.AppendAsync(Envelope(tenant, actor), Token).AsTask();

    /// <summary>What a trail holds: "sequence actor", or "sequence action count" for what was dropped.</summary>
    public async Task<string[]> Trail(TenantId? tenant = null) =>
    [
        .. (await _world.Services.ReadTrailAsync(tenant ?? TestWorld.Acme, 0, int.MaxValue, Token)).Select(static r =>
            r.Envelope.Action == "audit.emit" ? $"{r.Sequence} dropped {r.Envelope.Suppressed}" : $"{r.Sequence} {r.Envelope.Actor}"),
    ];

    public void Dispose() => _world.Dispose();
}
