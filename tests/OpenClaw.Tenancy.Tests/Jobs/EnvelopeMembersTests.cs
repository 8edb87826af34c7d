using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Where an issuer's members alone are let in, an envelope lets nobody else in, whoever sealed it.</summary>
public sealed class EnvelopeMembersTests : IDisposable
{
    private const string Issuer = "idp2";

    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task Envelope_of_a_process_that_lets_in_anybody_opens_for_members_alone_in_one_that_does_not()
    {
        using var anybody = new EnvelopeWorld(build: static b => b.AddIssuer(Issuer, static o => o.ForTenants("acme"), static (_, i) => new TestVerifier(i)), signer: _signer);
        using var members = new EnvelopeWorld(
            build: static b => b.AddIssuer(Issuer, static o => o.ForTenants("acme").RequireMembers(), static (_, i) => new TestVerifier(i)), signer: _signer, time: anybody.Time);
        foreach (EnvelopeWorld world in (EnvelopeWorld[])[anybody, members])
        {
            (await world.World.Services.GetRequiredService<IDirectoryWriter>().WriteAsync(
                DirectoryChange.AddMember(TestWorld.Acme, new LinkedIdentity(Issuer, "ann"), UserId.New(), TenantRole.Member, DirectoryActor.Host), default)).RequireApplied();
        }

        EnvelopeOpening opening = members.Open(await anybody.SealAsync(anybody.ClaimAt(Issuer, "bob")));

        Assert.Equal((false, false, DenyReason.Revoked, "no_member"), (opening.IsOpen, opening.MayOpenLater, opening.Reason, members.Last.Detail));
        Assert.True(anybody.Open(await anybody.SealAsync(anybody.ClaimAt(Issuer, "bob"))).IsOpen);
        Assert.True(members.Open(await members.SealAsync(members.ClaimAt(Issuer, "ann"))).IsOpen);
    }
}
