using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>An approval always ends, at its moment, and no clock revives it.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly DeskWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Approval_ends_at_its_moment_and_not_after_it()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        Approval other = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });

        _world.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.True((await _world.AnswerAsync(other, "allow-once")).IsApplied);
        _world.Time.Advance(TimeSpan.FromTicks(1));

        ApprovalResult late = await _world.AnswerAsync(approval, "allow-once");
        Assert.Equal((false, ApprovalStatus.Expired, ApprovalReason.Timeout), (late.IsApplied, late.Approval!.Status, late.Approval.Reason!.Value));
        Assert.False((await _world.RedeemAsync(other.Id)).IsAllowed);
    }

    [Fact]
    public async Task Clock_that_is_set_back_revives_nothing()
    {
        var brief = new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) };
        Approval allowed = (await _world.AnswerAsync(await _world.PendingAsync(brief), "allow-always")).Approval!;
        Approval pending = await _world.PendingAsync(brief);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await _world.RedeemAsync(allowed.Id)).IsAllowed);
        Assert.False((await _world.AnswerAsync(pending, "allow-once")).IsApplied);
        _world.Time.Set(-TimeSpan.FromMinutes(1));

        Assert.False((await _world.RedeemAsync(allowed.Id)).IsAllowed);
        Assert.Equal(ApprovalStatus.Expired, (await _world.AnswerAsync(pending, "allow-once")).Approval!.Status);

        // Also by what is kept, for a process that starts with that clock.
        Assert.Equal(0, (await _world.Store.FindAsync(TestWorld.Acme, allowed.Id.ToString(), DeskWorld.Token))!.UsesLeft);
        Assert.Equal("expired", (await _world.Store.FindAsync(TestWorld.Acme, pending.Id.ToString(), DeskWorld.Token))!.Status);
    }

    [Fact]
    public async Task Clock_that_is_set_back_before_anybody_has_looked_gives_no_more_time()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.Time.Set(-TimeSpan.FromMinutes(1));

        Assert.Equal(ApprovalStatus.Expired, (await _world.AnswerAsync(approval, "allow-once")).Approval!.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(24 * 3600 + 1)]
    [InlineData(int.MaxValue)]
    public async Task Without_a_sound_end_nothing_is_asked(int seconds) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => _world.AskAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task Grant_ends_no_later_than_the_permit_it_was_redeemed_with()
    {
        VerifiedTenantClaim brief = _world.Alice.Delegate(
            "run", [TenantScopedScope.ForTenant("operator.write", TestWorld.Acme)], _world.Time.Now + TimeSpan.FromMinutes(2));
        Approval approval = await _world.AllowedAsync();

        Assert.Equal(brief.ExpiresAt, (await _world.RedeemAsync(approval.Id, claim: brief)).Grant!.ExpiresAt);
    }

    [Fact]
    public void Store_that_outlives_the_process_needs_a_signer()
    {
        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(static () => Start(signer: false, static _ => { }));

        Assert.Contains("ITenancySigner", Assert.Single(fault.Failures), StringComparison.Ordinal);
        Start(signer: true, static _ => { });
    }

    [Fact]
    public void Every_bound_is_checked_at_start()
    {
        OptionsValidationException fault = Assert.Throws<OptionsValidationException>(static () => Start(signer: true, static o =>
        {
            (o.MaxLifetime, o.DefaultLifetime, o.Retention, o.PollInterval) = (TimeSpan.FromHours(25), TimeSpan.FromHours(26), -TimeSpan.FromTicks(1), TimeSpan.Zero);
            (o.MaxUses, o.MaxPending, o.EventBuffer) = (0, 0, 0);
        }));

        Assert.Equal(7, fault.Failures.Count());
    }

    private static void Start(bool signer, Action<ApprovalOptions> options)
    {
        using EcdsaSigner key = EcdsaSigner.Generate();
        using var world = new TestWorld(build: b =>
        {
            b.Services.AddSingleton<IApprovalStore>(new WatchedStore { IsDurable = true });
            if (signer)
            {
                b.Services.AddSingleton<ITenancySigner>(key);
            }

            b.AddApprovals(options);
        });
        world.Services.GetRequiredService<ApprovalDesk>();
    }
}
