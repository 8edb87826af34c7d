using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Stores;

/// <summary>The replay memory in SQLite: each credential once over all hosts, forgotten only when no clock could accept it.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly StoreFile _file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Each_credential_is_used_once_over_all_hosts()
    {
        IReplayMemory[] hosts = [_file.Replay(), _file.Replay(), _file.Replay()];
        DateTimeOffset until = _file.Time.Now + TimeSpan.FromMinutes(1);

        bool[][] used = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.WhenAll(
            Enumerable.Range(0, 6).Select(n => Task.Run(async () => await hosts[n % 3].TryConsumeAsync(TestWorld.Acme, "idp", $"t{i}", until, Token), Token)))));

        Assert.All(used, static answers => Assert.Single(answers, static a => a));
    }

    [Fact]
    public async Task Tenant_issuer_and_id_make_it_together()
    {
        IReplayMemory memory = _file.Replay();
        DateTimeOffset until = _file.Time.Now + TimeSpan.FromMinutes(1);

        Assert.True(await memory.TryConsumeAsync(TestWorld.Acme, "ab", "c", until, Token));
        Assert.True(await memory.TryConsumeAsync(TestWorld.Acme, "a", "bc", until, Token));
        Assert.True(await memory.TryConsumeAsync(TestWorld.Globex, "ab", "c", until, Token));
        Assert.True(await memory.TryConsumeAsync(TestWorld.Acme, "ab", "C", until, Token));
        Assert.False(await memory.TryConsumeAsync(TestWorld.Acme, "ab", "c", until + TimeSpan.FromHours(1), Token));
    }

    [Fact]
    public async Task What_is_stored_names_no_credential()
    {
        await _file.Replay().TryConsumeAsync(TestWorld.Acme, "idp", "the-jti", _file.Time.Now + TimeSpan.FromMinutes(1), Token);

        Assert.Equal(32L, _file.Sql("SELECT length(digest) FROM tenancy_consumed_tokens WHERE tenant_id = 'acme'"));
    }

    [Fact]
    public async Task Used_credential_is_kept_for_longer_than_any_clock_accepts_it()
    {
        IReplayMemory memory = _file.Replay();
        DateTimeOffset until = _file.Time.Now + TimeSpan.FromMinutes(1);
        Assert.True(await memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", until, Token));

        for (int second = 0; second < 200; second += 5)
        {
            _file.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.False(await memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", until, Token));
            await memory.TryConsumeAsync(TestWorld.Acme, "idp", $"other{second}", _file.Time.Now + TimeSpan.FromHours(1), Token);
            bool kept = Equals(1L, _file.Sql($"SELECT count(*) FROM tenancy_consumed_tokens WHERE until_ticks = {until.UtcTicks}"));
            Assert.True(kept || _file.Time.Now > until + ReplayRetention.Memory);
        }

        Assert.Equal(0L, _file.Sql($"SELECT count(*) FROM tenancy_consumed_tokens WHERE until_ticks = {until.UtcTicks}"));
    }

    [Fact]
    public async Task Ended_rows_go_as_fast_as_new_ones_come()
    {
        IReplayMemory memory = _file.Replay();
        await memory.TryConsumeAsync(TestWorld.Acme, "idp", "first", _file.Time.Now, Token);
        _file.Sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO tenancy_consumed_tokens SELECT 'acme', randomblob(32), 5 FROM n");
        _file.Time.Advance(TimeSpan.FromMinutes(5));

        for (int i = 0; i < 6; i++)
        {
            await memory.TryConsumeAsync(TestWorld.Acme, "idp", $"t{i}", _file.Time.Now, Token);
        }

        Assert.Equal(6L, _file.Sql("SELECT count(*) FROM tenancy_consumed_tokens"));
    }

    [Fact]
    public async Task Fault_of_the_database_is_no_yes()
    {
        IReplayMemory memory = _file.Host(static _ => { }).GetRequiredService<IReplayMemory>();

        await Assert.ThrowsAnyAsync<DbException>(() => memory.TryConsumeAsync(TestWorld.Acme, "idp", "t", _file.Time.Now + TimeSpan.FromMinutes(1), Token).AsTask());
    }
}
