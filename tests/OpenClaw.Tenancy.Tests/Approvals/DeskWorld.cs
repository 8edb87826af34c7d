using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A host with approvals: Alice of acme asks in a run, Bob of acme answers.</summary>
internal sealed class DeskWorld : IDisposable
{
    public const string Command = "rm -r build";

    public DeskWorld(
        Action<ApprovalOptions>? options = null, Action<TenancyOptions>? tenancy = null, ITenancySigner? signer = null, Action<TenancyBuilder>? build = null) => Admin = new AdminWorld(tenancy, b =>
    {
        b.Services.AddSingleton<IApprovalStore>(Store);
        if (signer is not null)
        {
            b.Services.AddSingleton(signer);
        }

        b.AddApprovals(options);
        build?.Invoke(b);
    });

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static ProposedAction Action { get; } = new(Command) { Cwd = "src", Agent = "main", Session = "s1" };

    public AdminWorld Admin { get; }

    public TestWorld World => Admin.World;

    public ManualTime Time => Admin.Time;

    public DurableLedger Ledger => Admin.Ledger;

    public WatchedStore Store { get; } = new();

    public ApprovalDesk Desk => World.Services.GetRequiredService<ApprovalDesk>();

    public RunId Run { get; } = RunId.New();

    public VerifiedTenantClaim Alice => Claim("alice");

    public VerifiedTenantClaim Bob => Claim("bob");

    public VerifiedTenantClaim Claim(string subject, TenantId? tenant = null, string? credential = null, ClaimActor? actor = null, string? issuer = null)
    {
        TenantId of = tenant ?? TestWorld.Acme;
        issuer ??= TestWorld.Idp;
        TenantClaim claim = new Assertion(World)
        {
            Issuer = issuer,
            Tenant = of.ToString(),
            Subject = subject,
            Scopes = [$"operator.write@{of}", $"operator.approvals@{of}"],
            CredentialId = credential ?? subject,
            ExpiresAt = Time.Now + TimeSpan.FromMinutes(5),
            Generation = World.Directory.GenerationOf(of, issuer, subject),
        }.Build();
        return World.IssuerOf(issuer).Accept(actor is null ? claim : With(claim, actor)) is { IsAccepted: true } accepted ? accepted.Claim : throw new InvalidOperationException("not accepted");
    }

    public async Task<AccessPermit> PermitAsync(VerifiedTenantClaim claim, AccessAction action, ResourceId? id = null) =>
        await Admin.PermitAsync(claim, action, id?.ToString());

    public async Task<ApprovalResult> AskAsync(ApprovalRequest? request = null, VerifiedTenantClaim? claim = null, RunId? run = null) => await Desk.RequestAsync(
        await PermitAsync(claim ?? Alice, Desk.Request, run ?? Run), run ?? Run, request ?? new ApprovalRequest(Action), Token);

    public async Task<Approval> PendingAsync(ApprovalRequest? request = null) => (await AskAsync(request)).Approval!;

    public async Task<ApprovalResult> AnswerAsync(Approval approval, string? decision, VerifiedTenantClaim? claim = null) =>
        await AnswerAsync(approval, ApprovalAnswer.Of(decision), claim);

    public async Task<ApprovalResult> AnswerAsync(Approval approval, ApprovalAnswer answer, VerifiedTenantClaim? claim = null) =>
        await Desk.ResolveAsync(await PermitAsync(claim ?? Bob, Desk.Resolve, approval.Id), approval.Id, answer, Token);

    public async Task<Approval> AllowedAsync(string decision = "allow-once")
    {
        ApprovalResult result = await AnswerAsync(await PendingAsync(), decision);
        return result.IsApplied ? result.Approval! : throw new InvalidOperationException(result.Message);
    }

    public async Task<ApprovalRedemption> RedeemAsync(ApprovalId id, ProposedAction? action = null, RunId? run = null, VerifiedTenantClaim? claim = null) =>
        await Desk.RedeemAsync(await PermitAsync(claim ?? Alice, Desk.Redeem, run ?? Run), run ?? Run, id, action ?? Action, Token);

    public async Task<Approval?> FindAsync(ApprovalId id) => await Desk.FindAsync(await PermitAsync(Bob, Desk.Read, id), id, Token);

    public void Dispose() => Admin.Dispose();

    private static TenantClaim With(TenantClaim claim, ClaimActor actor) => new()
    {
        Issuer = claim.Issuer,
        Tenant = claim.Tenant,
        Subject = claim.Subject,
        Scopes = claim.Scopes,
        IssuedAt = claim.IssuedAt,
        ExpiresAt = claim.ExpiresAt,
        CredentialId = claim.CredentialId,
        Generation = claim.Generation,
        Actor = actor,
    };
}
