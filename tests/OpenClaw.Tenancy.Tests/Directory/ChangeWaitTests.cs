using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Waiting for a change of the directory, and looking at a claim after it.</summary>
public sealed class ChangeWaitTests
{
    [Fact]
    public async Task Wait_ends_with_the_next_change_for_everybody_who_waits()
    {
        using var world = new TestWorld();
        long seen = world.Directory.AppliedSequence;
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => world.Directory.ChangedAsync(seen, CancellationToken.None))];
        Assert.All(waiting, static w => Assert.False(w.IsCompleted));

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "x");

        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(seen + 1, world.Directory.AppliedSequence);
    }

    [Fact]
    public async Task Change_before_the_wait_ends_it_at_once_and_cancelling_ends_it_too()
    {
        using var world = new TestWorld();
        long seen = world.Directory.AppliedSequence;
        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "x");
        Assert.True(world.Directory.ChangedAsync(seen, CancellationToken.None).IsCompletedSuccessfully);

        using var ending = new CancellationTokenSource();
        Task waiting = world.Directory.ChangedAsync(world.Directory.AppliedSequence, ending.Token);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void State_of_a_claim_is_the_first_gate_that_fails_and_is_recorded_nowhere()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        Assert.Equal(DenyReason.None, world.Engine.StateOf(claim, world.Time.Now));
        Assert.Equal(DenyReason.Expired, world.Engine.StateOf(claim, world.Time.Now.AddMinutes(5)));
        using (var elsewhere = new TestWorld())
        {
            Assert.Equal(DenyReason.TokenInvalid, elsewhere.Engine.StateOf(claim, world.Time.Now));
        }

        world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");
        Assert.Equal(DenyReason.Revoked, world.Engine.StateOf(claim));
        world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        Assert.Equal(DenyReason.TenantInactive, world.Engine.StateOf(claim));
        Assert.Empty(world.Ledger.Read(TestWorld.Acme));
    }
}
