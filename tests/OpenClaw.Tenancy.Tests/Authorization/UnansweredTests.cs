using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>What a decision depends on hangs, throws, or answers after something else has failed.</summary>
public sealed class UnansweredTests
{
    [Fact]
    public async Task Owner_that_is_not_found_in_time_is_unknown()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        var never = new TaskCompletionSource<TenantId?>();
        var request = new AccessRequest(claim, world.Engine.Action("operator.read"), default, world.Time.Now);

        ValueTask<AccessResult> pending = OwnerLookup.AuthorizeAsync(world.Engine, (_, _) => new(never.Task), request, "r1", CancellationToken.None);
        Assert.False(pending.IsCompleted);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        AccessResult result = await pending;

        Assert.Equal(DenyReason.DependencyUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
    }

    [Fact]
    public async Task Credential_that_is_not_verified_in_time_is_refused()
    {
        using var world = new TestWorld(build: b => b.AddIssuer<ICredentialVerifier>("slow", _ => { }, (_, _) => new Hanging()));

        ValueTask<CredentialVerification> pending = world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("anything", CancellationToken.None);
        Assert.False(pending.IsCompleted);
        world.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(DenyReason.DependencyUnavailable, (await pending).Reason);
    }

    [Fact]
    public void Denial_does_not_change_when_the_ledger_throws()
    {
        using var world = new TestWorld(build: b => b.UseLedger(_ => new Throwing()));
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        AccessAction action = world.Engine.Action("operator.read");
        var foreign = new AccessRequest(claim, action, ResourceRef.Owned("r1", TestWorld.Globex), world.Time.Now);

        Assert.Equal(DenyReason.TenantMismatch, world.Engine.Authorize(in foreign, out AccessPermit? permit).Reason);
        Assert.Null(permit);
        Assert.Equal(DenyReason.ClaimMissing, world.Engine.Admit(AccessRequest.WithoutClaim(action, world.Time.Now, DenyReason.ClaimMissing)));
    }

    [Fact]
    public async Task Forbid_of_an_asynchronous_evaluator_ranks_above_the_fault_of_a_synchronous_one()
    {
        using var world = new TestWorld(build: b => b.AddEvaluator<Faulty>().AddAsyncEvaluator<Forbidding>());
        var request = new AccessRequest(
            world.Claim(TestWorld.Acme, "operator.read"), world.Engine.Action("operator.read"), ResourceRef.Owned("r1", TestWorld.Acme), world.Time.Now);

        Assert.Equal(DenyReason.PolicyForbid, (await world.Engine.DecideAsync(request)).Reason);
        Assert.Equal(DenyReason.PolicyForbid, (await world.Engine.AuthorizeAsync(request)).Decision.Reason);
    }

    private sealed class Hanging : ICredentialVerifier
    {
        public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) =>
            new(new TaskCompletionSource<CredentialVerification>().Task);
    }

    private sealed class Throwing : IAuditLedger
    {
        public bool IsDurable => false;

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => throw new IOException("full");

        public void Emit(AuditEnvelope envelope) => throw new IOException("full");
    }

    private sealed class Faulty : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => throw new InvalidOperationException("boom");
    }

    private sealed class Forbidding : IAsyncAccessEvaluator
    {
        public ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken) => new(PolicyVerdict.Forbid);
    }
}
