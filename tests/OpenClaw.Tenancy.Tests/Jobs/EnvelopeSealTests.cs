using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>What is sealed comes out again, a part where a part was asked for, and never more.</summary>
public sealed class EnvelopeSealTests : IDisposable
{
    private readonly EnvelopeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Opened_claim_is_the_sealed_one()
    {
        VerifiedTenantClaim claim = _world.World.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = "acme",
            Subject = "zoë ☕",
            Scopes = ["operator.write@acme", "host.own@acme"],
            IssuedAt = _world.Time.Now,
            ExpiresAt = _world.Time.Now + TimeSpan.FromMinutes(5),
            CredentialId = "c9",
            Actor = new ClaimActor { Issuer = "idp", Subject = "a robot", Tenant = "acme" },
        }).Claim!;

        EnvelopeOpening opening = _world.Open(await _world.SealAsync(claim));

        Assert.True(opening.IsOpen);
        Assert.False(opening.MayOpenLater);
        VerifiedTenantClaim opened = opening.Claim;
        Assert.Equal((claim.Tenant, claim.Issuer, claim.Subject, claim.CredentialId, claim.IssuedAt), (opened.Tenant, opened.Issuer, opened.Subject, opened.CredentialId, opened.IssuedAt));
        Assert.Equal(claim.Scopes.ToHashSet(), opened.Scopes.ToHashSet());
        Assert.Equal(("idp", "a robot", "acme", null), (opened.Actor!.Issuer, opened.Actor.Subject, opened.Actor.Tenant, opened.Actor.Grant));
        Assert.Equal(("corr-7", "run-7"), (opening.CorrelationId, opening.RunId));
        Assert.Equal(_world.Time.Now + TimeSpan.FromHours(24), opened.ExpiresAt);
        Assert.Equal(AccessWay.Own, _world.World.Engine.Decide(Request(opened, "operator.write")).Way);
        Assert.Empty(_world.Ledger.Emitted);
    }

    [Fact]
    public async Task Context_seals_its_claim_with_its_ids()
    {
        using IServiceScope outer = _world.World.Services.CreateScope();
        EnvelopeSealing sealing = await outer.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            _world.World.Claim(TestWorld.Globex, "operator.read"),
            "corr-ctx",
            "run-ctx",
            async (services, token) => await _world.Envelopes.SealAsync(
                services.GetRequiredService<TenantContext>(), new EnvelopeRequest { Purpose = EnvelopeWorld.Purpose, Subject = "a part" }, EnvelopeWorld.Body, token),
            default);

        EnvelopeOpening opening = _world.Open(sealing.Envelope!);

        Assert.Equal(TestWorld.Globex, opening.Claim!.Tenant);
        Assert.Equal("a part", opening.Claim.Subject);
        Assert.Equal(("corr-ctx", "run-ctx"), (opening.CorrelationId, opening.RunId));
        Assert.Equal("someone", AuditActor.Of(opening.Claim).Actor);
        Assert.Equal("a part", AuditActor.Of(opening.Claim).Delegate);
    }

    [Fact]
    public async Task Part_of_the_scopes_is_all_that_comes_out()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme, "operator.write");

        VerifiedTenantClaim opened = _world.Open(await _world.SealAsync(claim, scopes: "operator.read")).Claim!;

        Assert.Equal(["operator.read@acme"], opened.Scopes.Select(static s => s.ToString()));
        Assert.Equal(DenyReason.ScopeMissing, _world.World.Engine.Decide(Request(opened, "operator.write")).Reason);
    }

    [Theory]
    [InlineData("operator.admin", "acme")]
    [InlineData("operator.read", "globex")]
    [InlineData("unknown.scope", "acme")]
    [InlineData("operator.read", null)]
    public async Task More_than_the_claim_holds_is_refused_and_recorded(string scope, string? tenant)
    {
        TenantScopedScope asked = tenant is null ? TenantScopedScope.Global(scope) : TenantScopedScope.ForTenant(scope, TenantId.From(tenant));

        EnvelopeSealing sealing = await _world.Envelopes.SealAsync(
            _world.World.Claim(TestWorld.Acme, "operator.write"),
            new EnvelopeRequest { Purpose = "p", Scopes = [TenantScopedScope.ForTenant("operator.read", TestWorld.Acme), asked] },
            default,
            default);

        Assert.False(sealing.IsSealed);
        Assert.Equal(DenyReason.ScopeMissing, sealing.Reason);
        Assert.Equal((TestWorld.Acme, "envelopes.seal", "scope_missing"), (Assert.Single(_world.Ledger.Emitted).Tenant, _world.Last.Action, _world.Last.ReasonCode));
    }

    [Fact]
    public async Task Longer_than_the_longest_is_the_longest_and_shorter_is_kept()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);

        Assert.Equal(_world.Time.Now + TimeSpan.FromHours(24), (await _world.SealAsync(claim, lifetime: TimeSpan.FromDays(900))).ExpiresAt);
        Assert.Equal(_world.Time.Now + TimeSpan.FromSeconds(3), (await _world.SealAsync(claim, lifetime: TimeSpan.FromSeconds(3))).ExpiresAt);
        Assert.Equal(DenyReason.Expired, (await _world.Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = "p", Lifetime = TimeSpan.Zero }, default, default)).Reason);
    }

    [Fact]
    public async Task Part_of_a_claim_does_not_outlive_its_own_end()
    {
        VerifiedTenantClaim part = _world.World.Claim(TestWorld.Acme, "operator.read").Delegate("part", [], _world.Time.Now + TimeSpan.FromSeconds(10));

        Assert.Equal(part.ExpiresAt, (await _world.SealAsync(part)).ExpiresAt);
    }

    [Fact]
    public async Task Chain_of_envelopes_ends_with_the_first()
    {
        TenantEnvelope first = await _world.SealAsync();
        DateTimeOffset end = first.ExpiresAt;
        TenantEnvelope next = first;
        for (int i = 0; i < 5; i++)
        {
            _world.Time.Advance(TimeSpan.FromHours(4));
            next = await _world.SealAsync(_world.Open(next).Claim!);
            Assert.Equal(end, next.ExpiresAt);
        }

        _world.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(DenyReason.Expired, _world.Open(next).Reason);
    }

    [Fact]
    public async Task Dead_claim_seals_nothing()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");

        EnvelopeSealing sealing = await _world.Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = "p" }, default, default);

        Assert.Equal(DenyReason.Revoked, sealing.Reason);
        Assert.Equal("revoked", Assert.Single(_world.Ledger.Emitted).ReasonCode);
    }

    [Fact]
    public async Task Claim_of_another_container_seals_nothing()
    {
        using var other = new TestWorld();

        EnvelopeSealing sealing = await _world.Envelopes.SealAsync(other.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p" }, default, default);

        Assert.Equal(DenyReason.TokenInvalid, sealing.Reason);
    }

    [Fact]
    public async Task Body_beyond_the_bound_is_refused()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        var request = new EnvelopeRequest { Purpose = "p" };

        Assert.True((await _world.Envelopes.SealAsync(claim, request, new byte[64 * 1024], default)).IsSealed);
        Assert.Equal("body_length", (await _world.Envelopes.SealAsync(claim, request, new byte[(64 * 1024) + 1], default)).Detail);
    }

    [Fact]
    public async Task Claim_that_makes_too_long_a_text_is_refused()
    {
        string[] scopes = [.. Enumerable.Range(0, 200).Select(static i => "s" + new string('x', 120) + i)];

        EnvelopeSealing sealing = await _world.Envelopes.SealAsync(_world.World.Claim(TestWorld.Acme, scopes), new EnvelopeRequest { Purpose = "p" }, default, default);

        Assert.Equal("envelope_length", sealing.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("With Blank")]
    [InlineData("UPPER")]
    [InlineData("ünicode")]
    public async Task Malformed_purpose_is_misuse(string purpose) => await Assert.ThrowsAsync<ArgumentException>(
        () => _world.Envelopes.SealAsync(_world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = purpose }, default, default).AsTask());

    private AccessRequest Request(VerifiedTenantClaim claim, string scope) =>
        new(claim, _world.World.Engine.Action(scope), ResourceRef.Collection(TestWorld.Acme), _world.Time.Now);
}
