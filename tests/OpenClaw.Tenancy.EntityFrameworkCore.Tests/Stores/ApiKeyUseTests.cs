using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Stores;

/// <summary>The last uses of API keys in SQLite: the latest counts, whoever comes last.</summary>
public sealed class ApiKeyUseTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreFile _file = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Latest_use_is_kept_over_all_hosts_whoever_comes_last()
    {
        await Store().KeepAsync([new("acme", "k1", Noon.AddMinutes(5)), new("globex", "k1", Noon)], Token);
        await Store().KeepAsync([new("acme", "k1", Noon), new("globex", "k1", Noon.AddMinutes(1)), new("acme", "k2'; --", Noon)], Token);

        Assert.Equal(
            [new("acme", "k1", Noon.AddMinutes(5)), new("acme", "k2'; --", Noon), new("globex", "k1", Noon.AddMinutes(1))],
            await Store().ReadAsync(null, 10, Token));
    }

    [Fact]
    public async Task Many_are_kept_in_few_statements_and_read_page_by_page()
    {
        ApiKeyUse[] uses = [.. Enumerable.Range(0, 1_050).Select(i => new ApiKeyUse($"t{i % 7}", $"k{i:x8}", Noon.AddMinutes(i)))];
        IApiKeyUses store = Store();
        await store.KeepAsync([.. uses.Reverse()], Token);

        var read = new List<ApiKeyUse>();
        IReadOnlyList<ApiKeyUse> page;
        do
        {
            page = await store.ReadAsync(read.LastOrDefault(), 100, Token);
            read.AddRange(page);
        }
        while (page.Count == 100);

        Assert.Equal(uses.OrderBy(static u => u.Tenant, StringComparer.Ordinal).ThenBy(static u => u.Key, StringComparer.Ordinal), read);
    }

    [Fact]
    public async Task Fault_of_the_database_is_said() => await Assert.ThrowsAnyAsync<DbException>(
        () => _file.Host(static _ => { }).GetRequiredService<IApiKeyUses>().KeepAsync([new("acme", "k1", Noon)], Token).AsTask());

    private IApiKeyUses Store() => _file.Host().GetRequiredService<IApiKeyUses>();
}
