using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Model.Tests.Engine;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Approvals;

namespace OpenClaw.Tenancy.Model.Tests.Desk;

/// <summary>A host with approvals, whose store and ledger do what a case says. Alice asks; anybody answers.</summary>
internal sealed class DeskWorld : IDisposable
{
    public const int MaxUses = 3;

    public static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(1);
    public static readonly string[] People = ["alice", "bob", "carol"];

    private readonly TestWorld _world;

    public DeskWorld() => _world = new TestWorld(build: b =>
    {
        b.Services.AddSingleton<IApprovalStore>(Store);
        b.UseLedger(_ => Ledger).AddApprovals(static o => (o.MaxUses, o.MaxLifetime) = (MaxUses, MaxLifetime));
    });

    public WatchedStore Store { get; } = new();

    public ScriptedLedger Ledger { get; } = new();

    public ManualTime Time => _world.Time;

    public ApprovalDesk Desk => _world.Services.GetRequiredService<ApprovalDesk>();

    public AccessPermit Permit(string person, AccessAction action, ResourceId id)
    {
        VerifiedTenantClaim claim = _world.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = "acme",
            Subject = person,
            Scopes = ["operator.write@acme", "operator.approvals@acme"],
            IssuedAt = Time.Now,
            ExpiresAt = Time.Now.AddMinutes(5),
            Generation = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, person),
        }).Claim ?? throw new InvalidOperationException("The claim was not accepted.");
        return _world.Engine.Authorize(new AccessRequest(claim, action, ResourceRef.Owned(id.ToString(), TestWorld.Acme), Time.Now), out AccessPermit? permit).IsAllowed
            ? permit! : throw new InvalidOperationException("The permit was refused.");
    }

    public void Revoke(string person) => _world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, person, mayReturn: true);

    public void Dispose() => _world.Dispose();
}
