using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>An envelope that was sealed under a break-glass grant reaches the grant's target for as long as the grant is open, and nothing else.</summary>
public sealed class EnvelopeGrantTests : IDisposable
{
    private readonly BreakGlassWorld _world = new(static b => b.AddTenantEnvelopes());

    private TenantEnvelopes Envelopes => _world.World.Services.GetRequiredService<TenantEnvelopes>();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Opened_claim_is_the_operators_and_reaches_the_target()
    {
        BreakGlassGrant grant = await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.read", "operator.write"]));

        VerifiedTenantClaim claim = Open(await SealAsync(grant)).Claim!;

        Assert.Equal((TenantId.Platform, TestWorld.Acme, BreakGlassWorld.Alice, grant.Id.ToString()), (claim.Tenant, claim.ReachedTenant, claim.Subject, claim.Grant!.Id));
        Assert.Empty(claim.Scopes);
        Assert.Equal(AccessWay.Grant, (await DecideAsync(claim, TestWorld.Acme)).Way);
        Assert.Equal(DenyReason.TenantMismatch, (await DecideAsync(claim, TestWorld.Globex)).Reason);
    }

    [Fact]
    public async Task It_ends_with_the_grant_and_not_with_the_token()
    {
        BreakGlassGrant grant = await _world.Open();
        TenantEnvelope envelope = await SealAsync(grant);
        Assert.Equal(grant.ExpiresAt, envelope.ExpiresAt);

        _world.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.True(Open(envelope).IsOpen);
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(DenyReason.Expired, Open(envelope).Reason);
    }

    [Fact]
    public async Task Revoked_grant_ends_it()
    {
        BreakGlassGrant grant = await _world.Open();
        TenantEnvelope envelope = await SealAsync(grant);
        VerifiedTenantClaim claim = Open(envelope).Claim!;

        await _world.Revoke(grant.Id.ToString());

        Assert.False(claim.StillHolds());
        RequireEnded(envelope);
        Assert.Equal((TenantId.Platform, BreakGlassWorld.Alice, grant.Id.ToString()), (_world.Ledger.Emitted[^1].Tenant, _world.Ledger.Emitted[^1].Actor, _world.Ledger.Emitted[^1].GrantId));
    }

    [Theory]
    [InlineData(BreakGlassWorld.Alice)]
    [InlineData(BreakGlassWorld.Bob)]
    public async Task It_ends_with_the_operator_and_with_whoever_approved(string who)
    {
        TenantEnvelope envelope = await SealAsync(await _world.Open());

        _world.Write(DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, who, mayReturn: true));

        RequireEnded(envelope);
    }

    [Fact]
    public async Task Suspended_target_opens_nothing()
    {
        TenantEnvelope envelope = await SealAsync(await _world.Open());
        _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
        Assert.Equal((false, true), (Open(envelope).IsOpen, Open(envelope).MayOpenLater));

        _world.Time.Advance(TimeSpan.FromSeconds(5));
        _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active));

        RequireEnded(envelope);
    }

    [Fact]
    public async Task Less_than_the_grant_may_be_asked_for_and_not_more()
    {
        BreakGlassGrant grant = await _world.Open(BreakGlassWorld.Ask(scopes: ["operator.read", "operator.write"]));

        Assert.Equal(["operator.read@acme"], Open(await SealAsync(grant, "operator.read")).Claim!.Grant!.Scopes.Select(static s => s.ToString()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => SealAsync(grant, "operator.admin"));
    }

    [Fact]
    public async Task Scope_that_has_earned_no_permit_seals_nothing()
    {
        VerifiedTenantClaim claim = _world.Enter(await _world.Open());

        await Assert.ThrowsAsync<ArgumentException>(() => Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = "p" }, default, default).AsTask());
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => InScopeAsync(claim, async context => await Envelopes.SealAsync(context, new EnvelopeRequest { Purpose = "p" }, default, default)));
    }

    private async Task<TenantEnvelope> SealAsync(BreakGlassGrant grant, params string[] scopes) => await InScopeAsync(_world.Enter(grant), async context =>
    {
        Assert.True((await context.AuthorizeAsync(_world.Engine.Action("operator.read"))).IsAllowed);
        EnvelopeSealing sealing = await Envelopes.SealAsync(
            context,
            new EnvelopeRequest { Purpose = "p", Scopes = scopes.Length == 0 ? null : [.. scopes.Select(static s => TenantScopedScope.ForTenant(s, TestWorld.Acme))] },
            default,
            default);
        return sealing.Envelope ?? throw new InvalidOperationException(sealing.Reason.ToString());
    });

    private async Task<T> InScopeAsync<T>(VerifiedTenantClaim claim, Func<TenantContext, Task<T>> act)
    {
        using IServiceScope scope = _world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, (services, _) => act(services.GetRequiredService<TenantContext>()), default);
    }

    private EnvelopeOpening Open(TenantEnvelope envelope) => Envelopes.Open(envelope.Text, "p", default);

    private async Task<AccessDecision> DecideAsync(VerifiedTenantClaim claim, TenantId owner) =>
        await _world.Engine.DecideAsync(new AccessRequest(claim, _world.Engine.Action("operator.write"), ResourceRef.Owned("r1", owner), _world.Time.Now));

    private void RequireEnded(TenantEnvelope envelope)
    {
        EnvelopeOpening opening = Open(envelope);
        Assert.False(opening.IsOpen);
        Assert.False(opening.MayOpenLater);
    }
}
