using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Tests.Memory;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>A vault or a wrapper that does not answer: the caller is refused at the end of the host's patience, and what is opened later is handed to nobody.</summary>
public sealed class SecretHangTests
{
    private static readonly TimeSpan Patience = new TenancyOptions().DependencyTimeout;

    public static TheoryData<string> Names { get; } = [.. FaultCall.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Caller_is_refused_when_the_time_is_over_and_not_before(string name)
    {
        await AtEachCallAsync(name, async (world, pending) =>
        {
            world.Host.World.Time.Advance(Patience - TimeSpan.FromTicks(1));
            Assert.False(pending.IsCompleted);
            world.Host.World.Time.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(SecretFault.Unavailable, await pending.WaitAsync(Size.Hang));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Caller_who_gives_up_waits_no_longer(string name)
    {
        await AtEachCallAsync(name, async (world, pending) =>
        {
            await world.Intruder.Caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.WaitAsync(Size.Hang));
        });
    }

    [Fact]
    public async Task Ledger_that_hangs_ends_the_wrapping_of_all_keys()
    {
        await using var world = new FaultWorld(new MemoryUnderTest());
        await world.FillAsync(FaultCall.RewrapAll);
        var never = new TaskCompletionSource();
        world.Host.Ledger.BeforeAppend = (_, _) => new ValueTask(never.Task);

        Task<SecretFault> pending = FaultCall.All[FaultCall.RewrapAll].Act(world.Host, CancellationToken.None);
        world.Host.World.Time.Advance(Patience);

        Assert.Equal(SecretFault.AuditUnavailable, await pending.WaitAsync(Size.Hang));
        Assert.NotEqual(world.NextKeyId, (await world.KeysAsync())!.Keys[0].WrappedBy);
        never.SetResult();
    }

    [Theory]
    [InlineData(Intrusion.Hang)]
    [InlineData(Intrusion.FailBefore)]
    public async Task Deletion_of_a_tenant_ends_with_an_error_and_is_done_the_next_time(Intrusion how)
    {
        await using var world = new FaultWorld(new MemoryUnderTest());
        await world.FillAsync("put");
        ITenantHoldings secrets = world.Host.World.Services.GetServices<ITenantHoldings>().Single();
        TenantContext tenant = world.Host.Admin(TestWorld.Acme);
        foreach (Func<Task> act in (Func<Task>[])[() => secrets.AnyAsync(tenant, CancellationToken.None).AsTask(), () => secrets.EraseAsync(tenant, CancellationToken.None).AsTask()])
        {
            world.Intruder.At(1, how);
            Task pending = act();
            world.Host.World.Time.Advance(Patience);
            IOException error = await Assert.ThrowsAsync<IOException>(() => pending.WaitAsync(Size.Hang));
            Assert.DoesNotContain(Intruder.Canary, error.ToString(), StringComparison.Ordinal);
            Assert.Equal(FaultCall.All["put"].Old, await world.StateAsync("put"));
            world.Intruder.Mend();
        }

        Assert.True(await secrets.AnyAsync(tenant, CancellationToken.None));
        await secrets.EraseAsync(tenant, CancellationToken.None);
        Assert.False(await secrets.AnyAsync(tenant, CancellationToken.None));
        Assert.Null(await world.KeysAsync());
    }

    private static async Task AtEachCallAsync(string name, Func<FaultWorld, Task<SecretFault>, Task> end)
    {
        FaultCall call = FaultCall.All[name];
        for (int at = 1; ; at++)
        {
            await using var world = new FaultWorld(new MemoryUnderTest());
            await world.FillAsync(name);
            world.Intruder.At(at, Intrusion.Hang);

            // All that comes before answers at once, so the waiting has begun when this returns.
            Task<SecretFault> pending = call.Act(world.Host, world.Intruder.Caller.Token);
            if (!world.Intruder.HasIntruded)
            {
                Assert.Equal(SecretFault.None, await pending);
                Assert.InRange(at, 2, 60);
                return;
            }

            Assert.False(pending.IsCompleted);
            await end(world, pending);
            string before = await world.StateAsync(name);
            world.Intruder.Release();
            Assert.True(SpinWait.SpinUntil(() => world.Intruder.Late.Length != 0, Size.Hang));
            Assert.True(world.Intruder.Late[0] is not byte[] { Length: 32 } key || SpinWait.SpinUntil(() => !key.AsSpan().ContainsAnyExcept((byte)0), Size.Hang), "A key that came too late was left in the memory.");

            // What the vault did late is done, in whole.
            string after = await world.StateAsync(name);
            Assert.True(after == before || after.EndsWith(call.New, StringComparison.Ordinal), $"{before}, {after}");
            world.Intruder.Mend();
            SecretFault again = await call.Act(world.Host, CancellationToken.None);
            Assert.True(again == SecretFault.None || (again == SecretFault.NotFound && after == "NotFound"), $"{again}");
        }
    }
}
