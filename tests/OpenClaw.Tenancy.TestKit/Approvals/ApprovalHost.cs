using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.TestKit.Approvals;

/// <summary>One of several hosts over one store of approvals, with the same clock and the same key.</summary>
public sealed class ApprovalHost : IDisposable
{
    public ApprovalHost(ManualTime time, ITenancySigner signer, Action<TenancyBuilder> store) => World = new TestWorld(
        build: b =>
        {
            b.Services.AddSingleton(signer);
            b.UseLedger(_ => Ledger).AddApprovals();
            store(b);
        },
        time: time);

    public static ProposedAction Action { get; } = new("make \u00e4 'build' -- \u2028") { Cwd = "", Agent = null, Session = "agent:main:main" };

    public TestWorld World { get; }

    public DurableLedger Ledger { get; } = new();

    public ApprovalDesk Desk => World.Services.GetRequiredService<ApprovalDesk>();

    public IApprovalStore Store => World.Services.GetRequiredService<IApprovalStore>();

    public VerifiedTenantClaim Claim(string subject, TenantId? tenant = null)
    {
        TenantId of = tenant ?? TestWorld.Acme;
        return World.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = of.ToString(),
            Subject = subject,
            Scopes = [$"operator.write@{of}", $"operator.approvals@{of}"],
            IssuedAt = World.Time.Now,
            ExpiresAt = World.Time.Now + TimeSpan.FromMinutes(5),
        }).Claim ?? throw new InvalidOperationException("The claim was not accepted.");
    }

    public async Task<Approval> AskAsync(RunId run, CancellationToken cancellationToken, TenantId? tenant = null) => (await Desk.RequestAsync(
        await PermitAsync(Claim("alice", tenant), Desk.Request, run, cancellationToken), run, new ApprovalRequest(Action), cancellationToken)).Approval
            ?? throw new InvalidOperationException("The approval was refused.");

    public async Task<ApprovalResult> AnswerAsync(ApprovalId id, string decision, string subject, CancellationToken cancellationToken) => await Desk.ResolveAsync(
        await PermitAsync(Claim(subject), Desk.Resolve, id, cancellationToken), id, ApprovalAnswer.Of(decision), cancellationToken);

    public async Task<ApprovalRedemption> RedeemAsync(RunId run, ApprovalId id, CancellationToken cancellationToken, TenantId? tenant = null) => await Desk.RedeemAsync(
        await PermitAsync(Claim("alice", tenant), Desk.Redeem, run, cancellationToken), run, id, Action, cancellationToken);

    public async Task<IReadOnlyList<Approval>> ListAsync(ApprovalStatus? status, CancellationToken cancellationToken, TenantId? tenant = null) => await Desk.ListAsync(
        await PermitAsync(Claim("bob", tenant), Desk.List, null, cancellationToken), status, 100, cancellationToken);

    public async Task<AccessPermit> PermitAsync(VerifiedTenantClaim claim, AccessAction action, ResourceId? id, CancellationToken cancellationToken)
    {
        ResourceRef resource = id is null ? ResourceRef.Collection(claim.Tenant) : ResourceRef.Owned(id.ToString(), claim.Tenant);
        AccessResult result = await World.Engine.AuthorizeAsync(new AccessRequest(claim, action, in resource, World.Time.Now), cancellationToken);
        return result.Permit ?? throw new InvalidOperationException(result.Decision.Reason.ToString());
    }

    public void Dispose() => World.Dispose();
}
