using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>An envelope opens where its issuer may still speak for the tenant, and ends with what was shown at that issuer's own door.</summary>
public sealed class EnvelopeReachTests : IDisposable
{
    private const string Issuer = "idp2";
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task Process_whose_issuer_of_that_name_speaks_for_others_lets_nobody_in()
    {
        using EnvelopeWorld acme = World(static o => o.ForTenants("acme"));
        using EnvelopeWorld globex = World(static o => o.ForTenants("globex"));
        TenantEnvelope envelope = await acme.SealAsync(acme.ClaimAt(Issuer, "ann"));

        Assert.True(acme.Open(envelope).IsOpen);
        Assert.Equal((false, true, DenyReason.DependencyUnavailable), (globex.Open(envelope).IsOpen, globex.Open(envelope).MayOpenLater, globex.Open(envelope).Reason));
    }

    [Fact]
    public async Task One_name_of_several_is_enough()
    {
        using EnvelopeWorld acme = World(static o => o.ForTenants("acme"));
        using EnvelopeWorld named = World(static _ => { });
        foreach (EnvelopeWorld world in (EnvelopeWorld[])[acme, named])
        {
            await WriteAsync(world, DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant(TestWorld.Idp, "T1")));
            await WriteAsync(world, DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant(Issuer, "T2")));
        }

        Assert.True(named.Open(await acme.SealAsync(acme.ClaimAt(Issuer, "ann"))).IsOpen);
    }

    [Fact]
    public async Task Envelope_of_a_grant_lives_by_the_door_at_which_its_token_was_shown()
    {
        using BreakGlassWorld world = GrantWorld();
        TenantEnvelope envelope = await SealAsync(world);
        Assert.True(Open(world, envelope.Text).IsOpen);

        world.Write(DirectoryChange.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "t1"));
        Assert.True(Open(world, envelope.Text).IsOpen);
        world.Write(DirectoryChange.RevokeCredential(TestWorld.Acme, Issuer, "t1"));
        Assert.Equal((false, false, DenyReason.Revoked), (Open(world, envelope.Text).IsOpen, Open(world, envelope.Text).MayOpenLater, Open(world, envelope.Text).Reason));
    }

    [Fact]
    public async Task All_scopes_of_a_grants_envelope_are_none()
    {
        using BreakGlassWorld world = GrantWorld();
        TenantEnvelope envelope = await SealAsync(world);

        Assert.Empty(Open(world, await SignedFields.ChangeAsync(_signer, envelope.Text, SignedFields.HoldAll)).Claim!.Grant!.Scopes);
    }

    // An issuer of tokens for operators alone: it reaches the grant's target by the grant.
    private BreakGlassWorld GrantWorld() => new(
        static b => b.AddIssuer(Issuer, static o => o.AllowPlatform(), static (_, i) => new TestVerifier(i)).AddTenantEnvelopes(), signer: _signer);

    private static async Task<TenantEnvelope> SealAsync(BreakGlassWorld world)
    {
        VerifiedTenantClaim claim = world.World.IssuerOf(Issuer).Accept(world.Asserted(await world.Open(), issuer: Issuer)).Claim!;
        using IServiceScope scope = world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, async (services, token) =>
        {
            TenantContext context = services.GetRequiredService<TenantContext>();
            Assert.True((await context.AuthorizeAsync(world.Engine.Action("operator.read"), token)).IsAllowed);
            return (await Envelopes(world).SealAsync(context, new EnvelopeRequest { Purpose = "p" }, default, default)).Envelope!;
        }, default);
    }

    private static EnvelopeOpening Open(BreakGlassWorld world, string text) => Envelopes(world).Open(text, "p", default);

    private static TenantEnvelopes Envelopes(BreakGlassWorld world) => world.World.Services.GetRequiredService<TenantEnvelopes>();

    private EnvelopeWorld World(Action<TenantIssuerOptions> issuer) => new(build: b => b.AddIssuer(Issuer, issuer, static (_, i) => new TestVerifier(i)), signer: _signer);

    private static async Task WriteAsync(EnvelopeWorld world, DirectoryChange change) =>
        (await world.World.Services.GetRequiredService<IDirectoryWriter>().WriteAsync(change, default)).RequireApplied();
}
