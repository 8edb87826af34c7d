using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing.Reading;

/// <summary>A host with break-glass whose ledger in files is read by permits.</summary>
internal sealed class AuditWorld : IDisposable
{
    private readonly TempFolder _folder = new();

    public AuditWorld(Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null)
    {
        Host = new BreakGlassWorld(
            b =>
            {
                b.Services.AddLogging();
                b.AddAdministration().AddJsonlLedger(_folder.Path, static o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (20_000, 20_000));
                b.Services.Replace(ServiceDescriptor.Singleton<IAuditTrailStore>(static s => new WatchedTrails(s.GetRequiredService<JsonlAuditLedger>().Trails)));
                build?.Invoke(b);
            },
            options);
    }

    public BreakGlassWorld Host { get; }

    public TenantAudit Audit => Host.World.Services.GetRequiredService<TenantAudit>();

    public WatchedTrails Trails => (WatchedTrails)Host.World.Services.GetRequiredService<IAuditTrailStore>();

    public JsonlAuditLedger Ledger => Host.World.Services.GetRequiredService<JsonlAuditLedger>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public VerifiedTenantClaim Admin(TenantId tenant) => Host.World.Claim(tenant, "operator.admin");

    public async Task<AccessResult> AskAsync(VerifiedTenantClaim claim, AccessAction action, TenantId? of = null, string? id = null)
    {
        TenantId owner = of ?? claim.ReachedTenant;
        return await Host.Engine.AuthorizeAsync(
            new AccessRequest(claim, action, id is null ? ResourceRef.Collection(owner) : ResourceRef.Owned(id, owner), Host.Time.Now) { CorrelationId = "corr-1" }, Token);
    }

    public async Task<AccessPermit> EarnAsync(VerifiedTenantClaim claim, AccessAction action, TenantId? of = null, string? id = null) =>
        (await AskAsync(claim, action, of, id)).Permit ?? throw new InvalidOperationException("No permit.");

    public void Emit(TenantId tenant, string actor, int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Ledger.Emit(new AuditEnvelope(tenant, Host.Time.Now) { EffectiveTenant = tenant, Actor = actor, Action = "runs.read", Outcome = AuditOutcome.Denied, ReasonCode = "not_found" });
        }
    }

    public Task FlushAsync() => Ledger.FlushAsync(Token);

    public async Task<IReadOnlyList<AuditRecord>> RecordsAsync(TenantId tenant)
    {
        await FlushAsync();
        return await Host.World.Services.ReadTrailAsync(tenant, cancellationToken: Token);
    }

    public Task<AuditPage> ReadAsync(AccessPermit permit, AuditFilter? filter = null) => Audit.ReadAsync(permit, filter ?? new AuditFilter(), Token);

    public Task ExportAsync(AccessPermit permit, Stream? target = null) => Audit.ExportAsync(permit, target ?? new MemoryStream(), Token);

    public void Dispose()
    {
        Host.Dispose();
        _folder.Dispose();
    }
}
