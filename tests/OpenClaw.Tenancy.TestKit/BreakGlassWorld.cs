using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A host with break-glass, whose operators ask, approve and collect, and whose directory follows a journal.</summary>
public sealed class BreakGlassWorld : IDisposable
{
    public const string Alice = "alice";
    public const string Bob = "bob";

    public BreakGlassWorld(Action<TenancyBuilder>? build = null, Action<TenancyOptions>? options = null, Action<BreakGlassOptions>? breakGlass = null, ITenancySigner? signer = null)
    {
        Signer = signer ?? EcdsaSigner.Generate();
        World = new TestWorld(options, b =>
        {
            b.Services.Remove(b.Services.First(static s => s.ImplementationInstance?.GetType().Name == "DirectoryFill"));
            b.UseLedger(_ => Ledger);
            b.Services.AddKeyedSingleton<ITenantTokenIssuer>(TestWorld.Idp, Mint);
            b.Services.AddSingleton(Signer);
            b.Services.AddSingleton<ListJournal>();
            b.Services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(static s => s.GetRequiredService<ListJournal>()));
            b.AddBreakGlass(breakGlass);
            build?.Invoke(b);
        });
        Directory.FollowJournal();
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex, TestWorld.Initech])
        {
            Write(DirectoryChange.Register(new TenantRegistration(tenant)));
        }

        Directory.ReportRefreshed(DateTimeOffset.MaxValue - TimeSpan.FromDays(1));
    }

    public DurableLedger Ledger { get; } = new();

    public RecordingMint Mint { get; } = new();

    public ITenancySigner Signer { get; }

    public TestWorld World { get; }

    public ManualTime Time => World.Time;

    public PolicyEngine Engine => World.Engine;

    public TenantDirectory Directory => World.Directory;

    public ListJournal Journal => World.Services.GetRequiredService<ListJournal>();

    public BreakGlassGrants Grants => World.Services.GetRequiredService<BreakGlassGrants>();

    public static BreakGlassRequest Ask(
        string target = "acme", string[]? scopes = null, string ticket = "INC-1", string reason = "the queue is stuck", TimeSpan? duration = null) => new()
    {
        Target = target,
        Scopes = scopes ?? ["operator.read"],
        Ticket = ticket,
        Reason = reason,
        Duration = duration ?? TimeSpan.FromMinutes(30),
    };

    public void Write(DirectoryChange change) => Journal.Apply(change.ToText()).RequireApplied();

    /// <summary>The claim of a platform operator.</summary>
    public VerifiedTenantClaim Operator(string subject = Alice, ClaimActor? actor = null) => World.Issuer.Accept(new TenantClaim
    {
        Issuer = TestWorld.Idp,
        Tenant = "platform",
        Subject = subject,
        Scopes = ["operator.admin"],
        IssuedAt = Time.Now,
        ExpiresAt = Time.Now + TimeSpan.FromMinutes(5),
        Actor = actor,
    }).Claim!;

    public async Task<AccessPermit> Permit(AccessAction action, string? grant, VerifiedTenantClaim claim) => (await Engine.AuthorizeAsync(new AccessRequest(
        claim, action, grant is null ? ResourceRef.Collection(TenantId.Platform) : ResourceRef.Owned(grant, TenantId.Platform), Time.Now))).Permit!;

    public async Task<DirectoryResult<BreakGlassGrant>> Request(BreakGlassRequest? request = null, VerifiedTenantClaim? by = null) =>
        await Grants.RequestAsync(await Permit(Grants.Actions.Request, null, by ?? Operator()), request ?? Ask(), "corr-bg", default);

    public async Task<DirectoryResult<BreakGlassGrant>> Approve(string id, VerifiedTenantClaim? by = null) =>
        await Grants.ApproveAsync(await Permit(Grants.Actions.Approve, id, by ?? Operator(Bob)), id, "corr-bg", default);

    public async Task<DirectoryResult<BreakGlassToken>> Collect(string id, VerifiedTenantClaim? by = null) =>
        await Grants.CollectAsync(await Permit(Grants.Actions.Collect, id, by ?? Operator()), id, "corr-bg", default);

    public async Task<DirectoryResult<BreakGlassGrant>> Revoke(string id, VerifiedTenantClaim? by = null) =>
        await Grants.RevokeAsync(await Permit(Grants.Actions.Revoke, id, by ?? Operator("carol")), id, "corr-bg", default);

    public async Task<DirectoryResult<BreakGlassGrant>> Review(string id, string note = "seen", VerifiedTenantClaim? by = null) =>
        await Grants.ReviewAsync(await Permit(Grants.Actions.Review, id, by ?? Operator("carol")), id, note, "corr-bg", default);

    /// <summary>A grant that is open and whose token was collected.</summary>
    public async Task<BreakGlassGrant> Open(BreakGlassRequest? request = null)
    {
        BreakGlassGrant grant = (await Request(request)).Value!;
        await Approve(grant.Id.ToString());
        await Collect(grant.Id.ToString());
        return grant;
    }

    /// <summary>What the token of a grant asserts; each part can be another.</summary>
    public TenantClaim Asserted(BreakGlassGrant grant, string? tenant = null, string[]? scopes = null, string subject = Alice, ClaimActor? actor = null, TimeSpan? lifetime = null, string issuer = TestWorld.Idp) => new()
    {
        Issuer = issuer,
        Tenant = tenant ?? grant.Target.ToString(),
        Subject = subject,
        Scopes = scopes ?? [.. grant.Scopes.Select(s => $"{s}@{grant.Target}")],
        IssuedAt = Time.Now,
        ExpiresAt = Time.Now + (lifetime ?? TimeSpan.FromMinutes(5)),
        CredentialId = "t1",
        Actor = actor ?? Actor(grant.Id.ToString()),
    };

    public static ClaimActor Actor(string grant, string subject = Alice, string issuer = TestWorld.Idp, string? tenant = "platform") =>
        new() { Issuer = issuer, Subject = subject, Tenant = tenant, Grant = grant };

    /// <summary>The claim by which the token of a grant is let in.</summary>
    public VerifiedTenantClaim Enter(BreakGlassGrant grant, string[]? scopes = null) => World.Issuer.Accept(Asserted(grant, scopes: scopes)) is { IsAccepted: true } accepted
        ? accepted.Claim : throw new InvalidOperationException("The token of the grant is not accepted.");

    public void Dispose() => World.Dispose();
}
