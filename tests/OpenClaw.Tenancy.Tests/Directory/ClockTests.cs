using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>A clock that is set back revives nothing.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly TestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Claim_and_generation_that_died_stay_dead()
    {
        VerifiedTenantClaim claim = new Assertion(_world) { Scopes = ["operator.read@acme"] }.Present().Claim!;
        long before = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "someone");
        _world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);

        _world.Time.Advance(-TimeSpan.FromHours(1));

        Assert.Equal(DenyReason.Revoked, _world.Engine.Decide(new AccessRequest(
            claim, _world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), _world.Time.Now)).Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(_world) { Generation = before }.Present().Reason);
    }

    [Fact]
    public void Revocation_by_a_clock_that_is_behind_takes_back_none_before_it()
    {
        DateTimeOffset issued = _world.Time.Now;
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        _world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
        _world.Time.Advance(-TimeSpan.FromSeconds(60));
        _world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
        _world.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(DenyReason.Revoked, new Assertion(_world) { IssuedAt = issued, ExpiresAt = _world.Time.Now.AddMinutes(1) }.Present().Reason);
    }

    [Fact]
    public void Tenant_that_was_shut_by_a_clock_that_is_behind_still_kills_what_was_issued()
    {
        long before = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "someone");
        _world.Time.Advance(-TimeSpan.FromDays(1));
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        long between = _world.Directory.GenerationOf(TestWorld.Acme, TestWorld.Idp, "someone");
        _world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);

        Assert.Equal(DenyReason.Revoked, new Assertion(_world) { Generation = before }.Present().Reason);
        Assert.Equal(DenyReason.Revoked, new Assertion(_world) { Generation = between }.Present().Reason);
    }
}
