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

    private ValueTask<bool> Use(InMemoryReplayMemory memory, string id, TenantId? tenant = null, string issuer = "idp") =>
        memory.TryConsumeAsync(tenant ?? TestWorld.Acme, issuer, id, _time.Now + TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
