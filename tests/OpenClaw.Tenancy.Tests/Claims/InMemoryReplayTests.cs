using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>The replay memory of one process.</summary>
public sealed class InMemoryReplayTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Each_credential_is_used_once_by_many_tasks()
    {
        var memory = new InMemoryReplayMemory(_time);

        bool[] used = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(async () => await Use(memory, $"t{i % 100}"))));

        Assert.Equal(100, used.Count(static u => u));
    }

    [Fact]
    public async Task Tenant_issuer_and_id_make_it_together()
    {
        var memory = new InMemoryReplayMemory(_time);

        Assert.True(await Use(memory, "c", issuer: "ab"));
        Assert.True(await Use(memory, "bc", issuer: "a"));
        Assert.True(await Use(memory, "c", TestWorld.Globex, "ab"));
        Assert.False(await Use(memory, "c", issuer: "ab"));
    }

    [Fact]
    public async Task Full_memory_refuses_and_forgets_nothing()
    {
        var memory = new InMemoryReplayMemory(_time, capacity: 3, capacityPerTenant: 2);
        Assert.True(await Use(memory, "t1"));
        Assert.True(await Use(memory, "t2"));
        Assert.False(await Use(memory, "t3"));
        Assert.True(await Use(memory, "t1", TestWorld.Globex));
        Assert.False(await Use(memory, "t2", TestWorld.Globex));
        Assert.False(await Use(memory, "t1"));

        _time.Advance(TimeSpan.FromMinutes(1) + ReplayRetention.Memory + TimeSpan.FromTicks(1));
        Assert.True(await Use(memory, "t3"));
        Assert.True(await Use(memory, "t2", TestWorld.Globex));
    }

    [Fact]
    public async Task Ended_credential_is_refused_before_its_use_is_forgotten()
    {
        var memory = new InMemoryReplayMemory(_time);
        DateTimeOffset until = _time.Now + TimeSpan.FromMinutes(1);
        Assert.True(await memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", until, TestContext.Current.CancellationToken));

        for (int i = 0; i < 200; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.False(await memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", until, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Credential_is_taken_until_its_acceptance_is_over_and_its_use_is_known_for_as_long_as_it_must_be()
    {
        var memory = new InMemoryReplayMemory(_time, capacity: 2, capacityPerTenant: 2);
        Assert.False(await UseUntil(memory, "late", _time.Now - ReplayRetention.Acceptance));
        Assert.True(await UseUntil(memory, "last", _time.Now - ReplayRetention.Acceptance + TimeSpan.FromTicks(1)));
        DateTimeOffset until = _time.Now + TimeSpan.FromSeconds(1);
        Assert.True(await UseUntil(memory, "soon", until));

        _time.Advance(until + ReplayRetention.Memory - _time.Now);
        Assert.True(await UseUntil(memory, "one more", _time.Now));
        Assert.False(await UseUntil(memory, "too many", _time.Now));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await UseUntil(memory, "no more too many", _time.Now));
    }

    [Fact]
    public async Task One_tenant_has_a_tenth_of_the_places_and_at_least_one()
    {
        var memory = new InMemoryReplayMemory(_time, capacity: 20);
        Assert.Equal((true, true, false), (await Use(memory, "t1"), await Use(memory, "t2"), await Use(memory, "t3")));
        Assert.True(await Use(memory, "t1", TestWorld.Globex));
        var least = new InMemoryReplayMemory(_time, capacity: 1);
        Assert.Equal((true, false), (await Use(least, "t1"), await Use(least, "t2")));
    }

    [Fact]
    public async Task What_is_missing_or_names_nothing_is_misuse_and_a_cancelled_use_is_none()
    {
        var memory = new InMemoryReplayMemory(_time);
        CancellationToken token = TestContext.Current.CancellationToken;

        Assert.Throws<ArgumentNullException>(() => new InMemoryReplayMemory(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryReplayMemory(_time, capacity: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryReplayMemory(_time, capacityPerTenant: 0));
        await Assert.ThrowsAsync<ArgumentNullException>("tenant", async () => await memory.TryConsumeAsync(null!, "idp", "t", _time.Now, token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await memory.TryConsumeAsync(TestWorld.Acme, "", "t", _time.Now, token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await memory.TryConsumeAsync(TestWorld.Acme, "idp", "", _time.Now, token));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", _time.Now, new CancellationToken(canceled: true)));
        Assert.True(await Use(memory, "t"));
    }

    private ValueTask<bool> UseUntil(InMemoryReplayMemory memory, string id, DateTimeOffset until) =>
        memory.TryConsumeAsync(TestWorld.Acme, "idp", id, until, TestContext.Current.CancellationToken);

    private ValueTask<bool> Use(InMemoryReplayMemory memory, string id, TenantId? tenant = null, string issuer = "idp") =>
        memory.TryConsumeAsync(tenant ?? TestWorld.Acme, issuer, id, _time.Now + TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
