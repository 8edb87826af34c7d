using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>What the directory keeps of a tenant is that tenant's, and for every other caller not there.</summary>
public sealed class OwnRecordTests : IDisposable
{
    private readonly AdminWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Member_key_and_invitation_are_their_tenants_and_nobody_elses()
    {
        _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        VerifiedTenantClaim owner = _world.Admin(TestWorld.Acme, "owner");
        string member = _world.Join(TestWorld.Acme, "ann", TenantRole.Member).ToString();
        string key = _world.Key(TestWorld.Acme, new NewApiKey()).Entry.Id.ToString();
        string invitation = (await _world.Members.InviteAsync(
            await _world.PermitAsync(owner, _world.Members.Invite), TenantRole.Member, TimeSpan.FromHours(1), AdminWorld.Token)).Value!.Invitation.Id.ToString();

        Assert.Equal("acme acme acme", await OwnersAsync(owner, member, key, invitation));
        Assert.Equal("- - -", await OwnersAsync(_world.Admin(TestWorld.Globex, "bob"), member, key, invitation));
        Assert.Equal("- - -", await OwnersAsync(owner, "x", "x", "x"));
        Assert.True((await _world.Members.RemoveAsync(await _world.PermitAsync(owner, _world.Members.Remove, member), member, AdminWorld.Token)).IsApplied);
        Assert.Equal("- acme acme", await OwnersAsync(owner, member, key, invitation));
    }

    [Fact]
    public async Task Record_of_a_tenant_is_its_own_and_the_platforms_and_the_platform_has_none()
    {
        VerifiedTenantClaim acme = _world.Admin(TestWorld.Acme, "ann");

        Assert.Equal(TestWorld.Acme, await OwnerAsync<TenantRecord>(acme, "acme"));
        Assert.Null(await OwnerAsync<TenantRecord>(acme, "globex"));
        Assert.Null(await OwnerAsync<TenantRecord>(acme, "platform"));
        Assert.Null(await OwnerAsync<TenantRecord>(acme, "nobody"));
        Assert.Equal(TenantId.Platform, await OwnerAsync<TenantRecord>(_world.Operator, "acme"));
        Assert.Null(await OwnerAsync<TenantRecord>(_world.Operator, "platform"));
        Assert.Null(await OwnerAsync<TenantRecord>(_world.Operator, "nobody"));
    }

    private async Task<string> OwnersAsync(VerifiedTenantClaim caller, string member, string key, string invitation) => string.Join(' ', new[]
    {
        await OwnerAsync<TenantMember>(caller, member), await OwnerAsync<ApiKeyEntry>(caller, key), await OwnerAsync<TenantInvitation>(caller, invitation),
    }.Select(static owner => owner?.ToString() ?? "-"));

    private async Task<TenantId?> OwnerAsync<T>(VerifiedTenantClaim caller, string id)
    {
        using IServiceScope scope = _world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            caller, (services, token) => services.GetRequiredService<IResourceOwnerSource<T>>().FindOwnerAsync(id, token).AsTask(), AdminWorld.Token);
    }
}
