using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>Who administers is told why something is not done, and what to do instead; what he is given has the form that is documented.</summary>
public sealed partial class AdministrationWordTests : IDisposable
{
    private readonly Holdings _holdings = new();
    private readonly AdminWorld _world;

    public AdministrationWordTests() => _world = new AdminWorld(build: b => b.Services.AddSingleton<ITenantHoldings>(_holdings));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("holds", DirectoryRefusalReason.Conflict, "delete by force and say why")]
    [InlineData("opened", DirectoryRefusalReason.Conflict, "was opened meanwhile")]
    [InlineData("beyond", DirectoryRefusalReason.NotAllowed, "no more than whoever issues")]
    [InlineData("unrecorded", DirectoryRefusalReason.Unspecified, "could not be made durable")]
    public async Task Refusal_says_why(string what, DirectoryRefusalReason reason, string words)
    {
        DirectoryRefusal refusal = await RefusalAsync(what);

        Assert.Equal(reason, refusal.Reason);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_that_would_last_to_the_last_of_all_dates_has_no_end()
    {
        TimeSpan left = DateTimeOffset.MaxValue - _world.Time.Now;

        Assert.Null(_world.Key(TestWorld.Acme, new NewApiKey { Lifetime = left }).Entry.ExpiresAt);
        Assert.Equal(DateTimeOffset.MaxValue.AddTicks(-1), _world.Key(TestWorld.Acme, new NewApiKey { Lifetime = left - TimeSpan.FromTicks(1) }).Entry.ExpiresAt);
    }

    [Fact]
    public async Task Code_of_an_invitation_has_its_form()
    {
        _world.Join(TestWorld.Acme, "owner", TenantRole.Owner);
        AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "owner"), _world.Members.Invite);

        Assert.Matches(CodeForm(), (await _world.Members.InviteAsync(permit, TenantRole.Member, TimeSpan.FromHours(1), AdminWorld.Token)).Value!.Code);
    }

    [Fact]
    public async Task Trail_that_cannot_be_read_says_so_to_whoever_may_and_to_nobody_else()
    {
        TenantAudit audit = _world.World.Services.GetRequiredService<TenantAudit>();
        AccessPermit own = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "ann"), audit.Read);
        AccessPermit platforms = await _world.PermitAsync(_world.Operator, audit.ReadPlatform);
        AccessPermit foreign = await _world.PermitAsync(_world.Operator, _world.Registry.List);

        Assert.False(audit.IsReadable);
        foreach (AccessPermit permit in (AccessPermit[])[own, platforms])
        {
            Assert.Contains("cannot be read", (await Assert.ThrowsAsync<InvalidOperationException>(() => audit.CheckAsync(permit, AdminWorld.Token))).Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => audit.CheckAsync(foreign, AdminWorld.Token));
    }

    private async Task<DirectoryRefusal> RefusalAsync(string what)
    {
        switch (what)
        {
            case "holds":
                _holdings.Holds.Add(TestWorld.Acme);
                return (await DeleteAsync()).Refusal!;
            case "opened":
                _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended)).RequireApplied();
                _holdings.Before = _ => _world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active));
                return (await DeleteAsync()).Refusal!;
            case "beyond":
                return (await _world.IssueAsync(_world.Admin(TestWorld.Acme, "ann"), new NewApiKey { Role = TenantRole.Readonly, Scopes = ["operator.admin"] })).Refusal!;
            default:
                AccessPermit permit = await _world.PermitAsync(_world.Admin(TestWorld.Acme, "ann"), _world.Keys.Issue);
                _world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");
                return (await _world.Keys.IssueAsync(permit, new NewApiKey(), AdminWorld.Token)).Refusal!;
        }
    }

    private async Task<DirectoryResult<TenantRecord>> DeleteAsync() => await _world.Registry.DeleteAsync(
        await _world.PermitAsync(_world.Operator, _world.Registry.Delete, "acme"), "acme", force: false, AdminWorld.Token);

    [GeneratedRegex("^oinv_[0-9a-f]{64}$")]
    private static partial Regex CodeForm();
}
