using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Approvals;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Stores;

/// <summary>Approvals in SQLite: the first answer wins over all hosts, and a hand in the file voids them.</summary>
public sealed class ApprovalStoreTests : IDisposable
{
    private readonly StoreFile _file = new();
    private readonly EcdsaSigner _signer = EcdsaSigner.Generate();
    private readonly ApprovalHost[] _hosts;

    public ApprovalStoreTests() => _hosts = [Host(_signer), Host(_signer)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task First_answer_wins() => ApprovalStoreChecks.FirstAnswerWinsAsync(_hosts, Token);

    [Theory]
    [InlineData("allow-once", 1)]
    [InlineData("allow-always", 64)]
    public Task Uses_are_counted(string decision, int uses) => ApprovalStoreChecks.UsesAreCountedAsync(_hosts, decision, uses, Token);

    [Fact]
    public Task Records_come_back() => ApprovalStoreChecks.RecordsComeBackAsync(_hosts[0], _hosts[1], Token);

    [Fact]
    public Task Refused_change_leaves_nothing() => ApprovalStoreChecks.RefusedChangeLeavesNothingAsync(_hosts[0], Token);

    [Theory]
    [InlineData("uses_left = uses_left + 1")]
    [InlineData("command = 'rm -r /'")]
    [InlineData("expires_ticks = expires_ticks + 1")]
    [InlineData("tenant_id = 'globex'")]
    [InlineData("run_id = 'r0'")]
    public async Task Hand_in_the_file_voids_an_approval(string edit)
    {
        var run = RunId.New();
        Approval approval = await _hosts[0].AskAsync(run, Token);
        await _hosts[0].AnswerAsync(approval.Id, "allow-always", "bob", Token);
        Assert.True((await _hosts[0].RedeemAsync(run, approval.Id, Token)).IsAllowed);

        _file.Sql($"UPDATE tenancy_approvals SET {edit}");

        Assert.False((await _hosts[0].RedeemAsync(run, approval.Id, Token)).IsAllowed);
        Assert.False((await _hosts[0].RedeemAsync(run, approval.Id, Token, TestWorld.Globex)).IsAllowed);
        Assert.False((await _hosts[0].RedeemAsync(RunId.From("r0"), approval.Id, Token)).IsAllowed);
    }

    [Fact]
    public async Task Another_key_voids_what_was_kept()
    {
        var run = RunId.New();
        Approval approval = await _hosts[0].AskAsync(run, Token);
        await _hosts[0].AnswerAsync(approval.Id, "allow-always", "bob", Token);
        using EcdsaSigner other = EcdsaSigner.Generate();
        using ApprovalHost restarted = Host(other);

        Assert.False((await restarted.RedeemAsync(run, approval.Id, Token)).IsAllowed);
        Assert.Equal(ApprovalReason.StorageCorrupt, Assert.Single(await restarted.ListAsync(null, Token)).Reason);
    }

    [Fact]
    public async Task Same_key_keeps_it_over_a_restart()
    {
        var run = RunId.New();
        Approval approval = await _hosts[0].AskAsync(run, Token);
        await _hosts[0].AnswerAsync(approval.Id, "allow-once", "bob", Token);
        using EcdsaSigner same = EcdsaSigner.FromPem(_signer.ExportPrivateKey());
        using ApprovalHost restarted = Host(same);

        Assert.True((await restarted.RedeemAsync(run, approval.Id, Token)).IsAllowed);
    }

    [Fact]
    public async Task Record_of_another_tenant_is_not_kept()
    {
        Approval approval = await _hosts[0].AskAsync(RunId.New(), Token);
        ApprovalRecord kept = (await _hosts[0].Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), Token))!;

        await Assert.ThrowsAsync<TenantMismatchException>(
            async () => await _hosts[0].Store.ReplaceAsync(TestWorld.Globex, kept with { Version = 2 }, static () => true, Token));
    }

    [Fact]
    public async Task What_ended_long_ago_is_forgotten()
    {
        Approval approval = await _hosts[0].AskAsync(RunId.New(), Token);
        _file.Time.Advance(TimeSpan.FromDays(31));
        await _hosts[0].AskAsync(RunId.New(), Token);

        Assert.Null(await _hosts[0].Store.FindAsync(TestWorld.Acme, approval.Id.ToString(), Token));
    }

    public void Dispose()
    {
        Array.ForEach(_hosts, static h => h.Dispose());
        _signer.Dispose();
        _file.Dispose();
    }

    private ApprovalHost Host(ITenancySigner signer) =>
        new(_file.Time, signer, b => b.AddApprovalStore(o => o.UseSqlite(_file.ConnectionString), static o => o.CreateTables = true));
}
