using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Envelopes in a host without tenancy and in one of one tenant; none of one mode opens in another.</summary>
public sealed class EnvelopeModeTests : IDisposable
{
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task Without_tenancy_the_hosts_own_claim_comes_out_again()
    {
        using EnvelopeWorld off = Off();
        TenantEnvelope envelope = await SealHostAsync(off);

        VerifiedTenantClaim claim = off.Open(envelope).Claim!;

        Assert.Equal((TenantId.Default, "host"), (claim.Tenant, claim.Issuer));
        Assert.Equal(DenyReason.None, off.World.Engine.Decide(new(claim, off.World.Engine.Action("a.scope.of.the.hosts.own"), OpenClaw.Tenancy.Resources.ResourceRef.Collection(TenantId.Default), off.Time.Now)).Reason);
    }

    [Fact]
    public async Task Without_tenancy_a_part_is_a_part()
    {
        using EnvelopeWorld off = Off();

        VerifiedTenantClaim claim = off.Open(await SealHostAsync(off, TenantScopedScope.Global("operator.read"))).Claim!;

        Assert.Equal(["operator.read"], claim.Scopes.Select(static s => s.ToString()));
    }

    [Fact]
    public async Task Envelope_of_a_host_without_tenancy_opens_nothing_where_there_are_tenants()
    {
        using EnvelopeWorld off = Off();
        using var shared = new EnvelopeWorld(signer: _signer);

        Assert.False(shared.Open(await SealHostAsync(off)).IsOpen);
    }

    [Fact]
    public async Task Envelope_of_a_tenant_opens_nothing_in_a_host_without_tenancy()
    {
        using EnvelopeWorld off = Off();
        using var shared = new EnvelopeWorld(signer: _signer);

        EnvelopeOpening opening = off.Open(await shared.SealAsync());

        Assert.Equal((false, DenyReason.TokenInvalid, "envelope_mode"), (opening.IsOpen, opening.Reason, off.Last.Detail));
    }

    [Theory]
    [InlineData("host", "host")]
    [InlineData("host", "somebody")]
    [InlineData("idp2", "host")]
    public async Task Names_of_the_hosts_own_claim_in_a_tenant_are_not_the_hosts_own_claim(string issuer, string subject)
    {
        using EnvelopeWorld off = Off();
        using var shared = new EnvelopeWorld(build: b => b.AddIssuer(issuer, static o => o.ForTenants("acme"), static (_, i) => new TestVerifier(i)), signer: _signer);
        VerifiedTenantClaim claim = shared.ClaimAt(issuer, subject);

        Assert.Equal((false, DenyReason.TokenInvalid), (off.Open(await shared.SealAsync(claim)).IsOpen, off.Open(await shared.SealAsync(claim)).Reason));
    }

    [Fact]
    public async Task Pinned_host_opens_envelopes_of_its_own_tenant_alone()
    {
        using var shared = new EnvelopeWorld(signer: _signer);
        using var pinned = new EnvelopeWorld(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"), signer: _signer);

        Assert.True(pinned.Open(await shared.SealAsync(TestWorld.Acme)).IsOpen);
        Assert.Equal(DenyReason.PolicyDenied, pinned.Open(await shared.SealAsync(TestWorld.Globex)).Reason);
    }

    private EnvelopeWorld Off() => new(static o => o.Mode = TenancyMode.Disabled, signer: _signer);

    private static async Task<TenantEnvelope> SealHostAsync(EnvelopeWorld off, params TenantScopedScope[] scopes)
    {
        using IServiceScope scope = off.World.Services.CreateScope();
        TenantContext context = scope.ServiceProvider.GetRequiredService<TenantContext>();
        return (await off.Envelopes.SealAsync(
            context, new EnvelopeRequest { Purpose = EnvelopeWorld.Purpose, Scopes = scopes.Length == 0 ? null : scopes }, EnvelopeWorld.Body, default)).Envelope!;
    }
}
