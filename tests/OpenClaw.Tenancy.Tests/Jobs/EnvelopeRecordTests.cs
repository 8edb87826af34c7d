using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>The record of a refused envelope says who acts, for whom he acts, what it reaches and by which request.</summary>
public sealed class EnvelopeRecordTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("someone", null)]
    [InlineData("a part", "a part")]
    public async Task Ended_envelope_is_recorded_for_its_tenant(string? subject, string? named)
    {
        using var world = new EnvelopeWorld();
        EnvelopeSealing sealing = await world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p", Subject = subject }, default, default);
        world.Time.Advance(TimeSpan.FromHours(24));

        EnvelopeOpening opening = world.Envelopes.Open(sealing.Envelope!.Text, "p", default);

        Assert.Equal((false, false, DenyReason.Expired), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
        AuditEnvelope record = Assert.Single(world.Ledger.Emitted);
        Assert.Equal((TestWorld.Acme, TestWorld.Acme, TestWorld.Acme), (record.Tenant, record.EffectiveTenant, record.TargetTenant));
        Assert.Equal(("someone", "idp", named, null), (record.Actor, record.Issuer, record.Delegate, record.GrantId));
        Assert.Equal(("expired", "expired", AuditOutcome.Denied), (record.ReasonCode, record.Detail, record.Outcome));
    }

    [Fact]
    public async Task Ended_envelope_of_a_grant_is_recorded_for_the_platform_whose_operator_acts()
    {
        using var world = new BreakGlassWorld(static b => b.AddTenantEnvelopes());
        TenantEnvelopes envelopes = world.World.Services.GetRequiredService<TenantEnvelopes>();
        BreakGlassGrant grant = await world.Open();
        using IServiceScope scope = world.World.Services.CreateScope();
        EnvelopeSealing sealing = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.Enter(grant),
            async (services, token) =>
            {
                TenantContext context = services.GetRequiredService<TenantContext>();
                Assert.True((await context.AuthorizeAsync(world.Engine.Action("operator.read"), token)).IsAllowed);
                return await envelopes.SealAsync(context, new EnvelopeRequest { Purpose = "p" }, default, token);
            },
            default);
        world.Time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(DenyReason.Expired, envelopes.Open(sealing.Envelope!.Text, "p", default).Reason);

        AuditEnvelope record = world.Ledger.Emitted[^1];
        Assert.Equal((TenantId.Platform, TenantId.Platform, TestWorld.Acme, grant.Id.ToString()), (record.Tenant, record.EffectiveTenant, record.TargetTenant, record.GrantId));
    }

    [Fact]
    public async Task Refusals_of_the_gates_are_recorded_with_the_ids_of_their_request()
    {
        using var shared = new EnvelopeWorld();
        using var pinned = new EnvelopeWorld(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"), signer: shared.Signer);
        VerifiedTenantClaim claim = shared.World.Claim(TestWorld.Globex);
        TenantEnvelope envelope = await shared.SealAsync(claim);

        Assert.Equal(DenyReason.PolicyDenied, pinned.Open(envelope).Reason);
        shared.World.Directory.RevokeMember(TestWorld.Globex, TestWorld.Idp, "someone");
        await Assert.ThrowsAsync<InvalidOperationException>(() => shared.SealAsync(claim));

        Assert.Equal(("envelopes.open", "corr-7", "run-7"), (pinned.Last.Action, pinned.Last.CorrelationId, pinned.Last.RunId));
        Assert.Equal(("envelopes.seal", "revoked", "corr-7", "run-7"), (shared.Last.Action, shared.Last.ReasonCode, shared.Last.CorrelationId, shared.Last.RunId));
    }

    [Fact]
    public async Task What_would_end_at_once_is_not_sealed()
    {
        using var world = new EnvelopeWorld();

        EnvelopeSealing sealing = await world.Envelopes.SealAsync(world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p", Lifetime = TimeSpan.Zero }, default, default);

        Assert.Equal((null, DenyReason.Expired, "expired", "expired"), (sealing.Envelope, sealing.Reason, sealing.Detail, world.Last.ReasonCode));
    }
}
