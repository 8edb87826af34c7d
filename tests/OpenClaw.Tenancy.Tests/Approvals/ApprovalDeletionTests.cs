using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>What waits for an answer keeps its tenant from being deleted, and what has ended does not.</summary>
public sealed class ApprovalDeletionTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Tenant_is_kept_for_as_long_as_one_approval_waits_and_not_a_moment_longer()
    {
        Approval brief = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        Approval last = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(2) });
        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync()).Refusal?.Reason);

        _world.Time.Advance(last.ExpiresAt - _world.Time.Now - TimeSpan.FromTicks(1));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await DeleteAsync()).Refusal?.Reason);

        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(TenantStatus.Deleted, (await DeleteAsync()).Value?.Status);
        Assert.Equal((null, null), (await OwnerAsync(brief), await OwnerAsync(last)));
    }

    [Fact]
    public async Task Answered_approval_and_one_of_another_tenant_keep_nobody()
    {
        await _world.AllowedAsync();
        Approval other = (await _world.AskAsync(claim: _world.Claim("gus", TestWorld.Globex))).Approval!;

        Assert.True((await DeleteAsync()).IsDone);

        Assert.Equal("globex", await OwnerAsync(other));
    }

    private async Task<string?> OwnerAsync(Approval approval) => await _world.Store.FindOwnerAsync(approval.Id.ToString(), DeskWorld.Token);

    private async Task<DirectoryResult<TenantRecord>> DeleteAsync()
    {
        AdminWorld admin = _world.Admin;
        return await admin.Registry.DeleteAsync(await admin.PermitAsync(admin.Operator, admin.Registry.Delete, "acme"), "acme", force: false, DeskWorld.Token);
    }
}
