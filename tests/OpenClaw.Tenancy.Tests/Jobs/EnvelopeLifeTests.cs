using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>An envelope outlives the token that it was asked for with, and nothing else that the token stood for.</summary>
public sealed class EnvelopeLifeTests : IDisposable
{
    private readonly EnvelopeWorld _world = new();

    private TenantDirectory Directory => _world.World.Directory;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Token_ends_and_the_envelope_opens_until_its_own_end()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(_world.Open(envelope).IsOpen);

        _world.Time.Advance(envelope.ExpiresAt - _world.Time.Now - TimeSpan.FromTicks(1));
        VerifiedTenantClaim claim = _world.Open(envelope).Claim!;
        Assert.True(claim.StillHolds());

        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(claim.StillHolds());
        RequireEnded(envelope, DenyReason.Expired, "expired");
    }

    [Fact]
    public async Task Clock_that_is_set_back_revives_nothing()
    {
        TenantEnvelope envelope = await _world.SealAsync(_world.World.Claim(TestWorld.Acme), lifetime: TimeSpan.FromMinutes(1));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        RequireEnded(envelope, DenyReason.Expired, "expired");

        _world.Time.Set(TimeSpan.FromDays(-1));

        RequireEnded(envelope, DenyReason.Expired, "expired");
    }

    [Fact]
    public async Task What_ended_by_a_clock_that_jumped_ahead_stays_ended()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        TenantEnvelope envelope = await _world.SealAsync(claim, lifetime: TimeSpan.FromMinutes(1));
        _world.Time.Set(TimeSpan.FromHours(1));
        RequireEnded(envelope, DenyReason.Expired, "expired");

        _world.Time.Set(TimeSpan.FromHours(-1));

        RequireEnded(envelope, DenyReason.Expired, "expired");
        Assert.False(claim.StillHolds());
    }

    [Fact]
    public async Task Clock_that_jumps_ahead_and_back_seals_and_opens_as_if_nothing_were()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        TenantEnvelope before = await _world.SealAsync(claim);
        _world.Time.Set(TimeSpan.FromHours(-3));
        TenantEnvelope during = await _world.SealAsync(claim);

        Assert.True(_world.Open(before).IsOpen);
        Assert.True(_world.Open(during).IsOpen);
        Assert.Equal(before.ExpiresAt, during.ExpiresAt);
    }

    [Fact]
    public async Task Envelope_of_a_process_whose_clock_is_ahead_waits_for_ours()
    {
        using var ahead = new EnvelopeWorld(signer: _world.Signer);
        ahead.Time.Advance(TimeSpan.FromHours(1));
        TenantEnvelope envelope = await ahead.SealAsync();

        EnvelopeOpening early = _world.Open(envelope);
        Assert.Equal((false, true, DenyReason.DependencyUnavailable), (early.IsOpen, early.MayOpenLater, early.Reason));
        Assert.Empty(_world.Ledger.Emitted);

        _world.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(30));
        Assert.True(_world.Open(envelope).IsOpen);
    }

    [Fact]
    public async Task Suspended_tenant_makes_it_wait_and_its_return_opens_it()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        VerifiedTenantClaim before = _world.Open(envelope).Claim!;
        Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        EnvelopeOpening opening = _world.Open(envelope);
        Assert.Equal((false, true, DenyReason.TenantInactive), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
        Assert.Empty(_world.Ledger.Emitted);

        Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        Assert.True(_world.Open(envelope).IsOpen);
        Assert.False(before.StillHolds());
    }

    [Fact]
    public async Task Deleted_tenant_ends_it()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);

        RequireEnded(envelope, DenyReason.TenantInactive, "tenant_deleted");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revoked_member_ends_it_whether_he_may_return_or_not(bool mayReturn)
    {
        TenantEnvelope envelope = await _world.SealAsync();
        Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn);
        RequireEnded(envelope, DenyReason.Revoked);

        Directory.ReinstateMember(TestWorld.Acme, TestWorld.Idp, "someone");
        RequireEnded(envelope, DenyReason.Revoked);
    }

    [Fact]
    public async Task Revoked_member_while_the_tenant_is_suspended_ends_it()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);

        RequireEnded(envelope, DenyReason.Revoked);
    }

    [Fact]
    public async Task Revoked_credential_ends_what_was_sealed_by_it_and_leaves_others()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        TenantEnvelope other = await _world.SealAsync(TestWorld.Globex);
        Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");

        RequireEnded(envelope, DenyReason.Revoked);
        Assert.True(_world.Open(other).IsOpen);
    }

    [Fact]
    public async Task Delegate_ends_with_its_holder()
    {
        TenantEnvelope envelope = await _world.SealAsync(_world.World.Claim(TestWorld.Acme, "operator.read").Delegate("a run", [], _world.Time.Now + TimeSpan.FromHours(1)));
        Assert.Equal("a run", _world.Open(envelope).Claim!.Subject);

        Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");

        RequireEnded(envelope, DenyReason.Revoked);
        Assert.Equal(("someone", "a run"), (_world.Last.Actor, _world.Last.Delegate));
    }

    [Fact]
    public async Task Claim_that_came_out_dies_with_what_it_lives_by()
    {
        VerifiedTenantClaim claim = _world.Open(await _world.SealAsync()).Claim!;
        Assert.True(claim.StillHolds());

        Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");

        Assert.False(claim.StillHolds());
        Assert.Equal(DenyReason.Revoked, _world.World.Engine.Decide(new AccessRequest(claim, _world.World.Engine.Action("operator.read"), OpenClaw.Tenancy.Resources.ResourceRef.Collection(TestWorld.Acme), _world.Time.Now)).Reason);
    }

    [Fact]
    public async Task Everything_that_was_issued_dies_with_a_name_that_moves()
    {
        var name = new ExternalTenant(TestWorld.Idp, "T1");
        await WriteAsync(DirectoryChange.MapName(TestWorld.Acme, name));
        TenantEnvelope envelope = await _world.SealAsync();
        Assert.True(_world.Open(envelope).IsOpen);

        await WriteAsync(DirectoryChange.UnmapName(TestWorld.Acme, name));

        RequireEnded(envelope, DenyReason.Revoked);
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(_world.Open(await _world.SealAsync()).IsOpen);
    }

    [Fact]
    public async Task Stale_directory_says_nothing()
    {
        TenantEnvelope envelope = await _world.SealAsync();
        Directory.ReportRefreshed(_world.Time.Now);
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_world.Open(envelope).IsOpen);
        _world.Time.Advance(TimeSpan.FromTicks(1));

        EnvelopeOpening opening = _world.Open(envelope);

        Assert.Equal((false, true, DenyReason.DependencyUnavailable), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
    }

    [Fact]
    public async Task Issuer_that_this_process_does_not_know_waits_and_is_not_let_in()
    {
        using var other = new EnvelopeWorld(
            build: static b => b.AddIssuer("idp2", static o => o.ForTenants("acme"), static (_, issuer) => new TestVerifier(issuer)), signer: _world.Signer, time: _world.Time);
        TenantEnvelope envelope = await other.SealAsync(other.ClaimAt("idp2", "x"));

        Assert.True(other.Open(envelope).IsOpen);
        Assert.Equal((false, true), (_world.Open(envelope).IsOpen, _world.Open(envelope).MayOpenLater));
    }

    private async Task WriteAsync(DirectoryChange change) =>
        (await _world.World.Services.GetRequiredService<IDirectoryWriter>().WriteAsync(change, default)).RequireApplied();

    private void RequireEnded(TenantEnvelope envelope, DenyReason reason, string detail = "revoked")
    {
        int before = _world.Ledger.Emitted.Count;
        EnvelopeOpening opening = _world.Open(envelope);
        Assert.Equal((false, false, reason), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
        Assert.Equal(before + 1, _world.Ledger.Emitted.Count);
        Assert.Equal((TestWorld.Acme, "envelopes.open", reason.ToCode(), detail, envelope.Id), (_world.Last.Tenant, _world.Last.Action, _world.Last.ReasonCode, _world.Last.Detail, _world.Last.ResourceId));
        Assert.Equal(("corr-7", "run-7", "someone"), (_world.Last.CorrelationId, _world.Last.RunId, _world.Last.Actor));
    }
}
