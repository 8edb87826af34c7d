using System.Collections.Concurrent;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>Keeps uses in memory, and fails when a test says so.</summary>
internal sealed class FakeKeyUses : IApiKeyUses
{
    public ConcurrentDictionary<(string Tenant, string Key), DateTimeOffset> Kept { get; } = new();

    public int Writings { get; private set; }

    public bool Fails { get; set; }

    public ValueTask KeepAsync(IReadOnlyList<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        Writings++;
        if (Fails)
        {
            throw new IOException("The disk is full.");
        }

        foreach (ApiKeyUse use in uses)
        {
            Kept[(use.Tenant, use.Key)] = use.At;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<ApiKeyUse>> ReadAsync(ApiKeyUse? after, int max, CancellationToken cancellationToken) => Fails
        ? throw new IOException("The disk is full.")
        : new([.. Kept.Select(static k => new ApiKeyUse(k.Key.Tenant, k.Key.Key, k.Value))
            .OrderBy(static u => u.Tenant, StringComparer.Ordinal).ThenBy(static u => u.Key, StringComparer.Ordinal)
            .SkipWhile(u => after is not null && u != after).Skip(after is null ? 0 : 1).Take(max)]);
}
