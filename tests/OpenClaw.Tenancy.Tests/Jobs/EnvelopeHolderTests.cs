using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>Envelopes of members and of API keys end with the membership, the role and the key.</summary>
public sealed class EnvelopeHolderTests : IDisposable
{
    private readonly AdminWorld _world = new(build: static b => b.AddTenantEnvelopes());

    private TenantEnvelopes Envelopes => _world.World.Services.GetRequiredService<TenantEnvelopes>();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Removed_member_ends_it_also_when_he_comes_back()
    {
        UserId user = _world.Join(TestWorld.Acme, "maria", TenantRole.Member);
        _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        TenantEnvelope envelope = await SealAsync(_world.Present(TestWorld.Acme, "maria", "operator.read").Claim!);
        Assert.True(Open(envelope).IsOpen);

        _world.Write(DirectoryChange.RemoveMember(TestWorld.Acme, user, DirectoryActor.Host)).RequireApplied();
        RequireRevoked(envelope);
        _world.Write(DirectoryChange.AddMember(TestWorld.Acme, user, TenantRole.Member, DirectoryActor.Host)).RequireApplied();
        RequireRevoked(envelope);
    }

    [Fact]
    public async Task Another_role_ends_it()
    {
        UserId user = _world.Join(TestWorld.Acme, "maria", TenantRole.Admin);
        _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        TenantEnvelope envelope = await SealAsync(_world.Present(TestWorld.Acme, "maria", "operator.read").Claim!);

        _world.Write(DirectoryChange.SetRole(TestWorld.Acme, user, TenantRole.Readonly, DirectoryActor.Host)).RequireApplied();

        RequireRevoked(envelope);
    }

    [Fact]
    public async Task Becoming_a_member_ends_what_was_sealed_before()
    {
        TenantEnvelope envelope = await SealAsync(_world.Present(TestWorld.Acme, "maria", "operator.read").Claim!);

        _world.Join(TestWorld.Acme, "maria", TenantRole.Member);

        RequireRevoked(envelope);
    }

    [Fact]
    public async Task Key_opens_until_it_ends_and_longer_than_the_claim_that_it_made()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = TimeSpan.FromHours(2) });
        TenantEnvelope envelope = await SealAsync((await _world.VerifyAsync(key.Text)).Claim!);
        _world.Time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(1));
        Assert.True(Open(envelope).IsOpen);

        _world.Time.Advance(TimeSpan.FromTicks(1));

        RequireRevoked(envelope);
    }

    [Fact]
    public async Task Revoked_key_ends_it()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey());
        TenantEnvelope envelope = await SealAsync((await _world.VerifyAsync(key.Text)).Claim!);
        string id = key.Entry.Id.ToString();
        AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "admin"), _world.Keys.Revoke, id);

        await _world.Keys.RevokeAsync(permit, id, AdminWorld.Token);

        RequireRevoked(envelope);
    }

    [Fact]
    public async Task Rotated_key_opens_for_the_overlap()
    {
        IssuedApiKey key = _world.Key(TestWorld.Acme, new NewApiKey());
        TenantEnvelope envelope = await SealAsync((await _world.VerifyAsync(key.Text)).Claim!);
        string id = key.Entry.Id.ToString();
        AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "admin"), _world.Keys.Rotate, id);

        await _world.Keys.RotateAsync(permit, id, TimeSpan.FromSeconds(90), AdminWorld.Token);

        Assert.True(Open(envelope).IsOpen);
        _world.Time.Advance(TimeSpan.FromSeconds(90));
        RequireRevoked(envelope);
    }

    private async Task<TenantEnvelope> SealAsync(VerifiedTenantClaim claim) => (await Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = "p" }, default, default)).Envelope!;

    private EnvelopeOpening Open(TenantEnvelope envelope) => Envelopes.Open(envelope.Text, "p", default);

    private void RequireRevoked(TenantEnvelope envelope)
    {
        EnvelopeOpening opening = Open(envelope);
        Assert.Equal((false, false, DenyReason.Revoked), (opening.IsOpen, opening.MayOpenLater, opening.Reason));
    }
}
