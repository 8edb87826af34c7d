using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>Many who read without a pause while something is changed: half of them one tenant's secret, half of them the other's of the same name.</summary>
internal sealed class StormReaders(IReadOnlyList<SecretHost> hosts, int count, TimeSpan storm)
{
    private readonly StormVersions _versions = new();
    private long _reads;

    internal static IReadOnlyList<TenantId> Tenants { get; } = [TestWorld.Acme, TestWorld.Globex];

    internal static TimeSpan Overlap { get; } = TimeSpan.FromSeconds(3);

    internal StormVersions Versions => _versions;

    /// <summary>Changes things until the time is over, with all readers reading; the first failure ends it.</summary>
    /// <returns>How often it was changed.</returns>
    internal async Task<int> DuringAsync(Func<int, Task> change)
    {
        using var end = new CancellationTokenSource();
        Task<int> changing = EndAsync(ChangeAsync(change, end.Token), end);
        Task[] readers = [.. Enumerable.Range(0, count).Select(i => EndAsync(Task.Run(() => ReadAsync(i, end.Token)), end))];
        await Task.WhenAll([changing, .. readers]).WaitAsync(StormSize.Hang);
        return await changing;
    }

    private async Task<int> ChangeAsync(Func<int, Task> change, CancellationToken end)
    {
        TimeProvider clock = TimeProvider.System;
        long start = clock.GetTimestamp();
        int round = 0;

        // However slow the machine is: some changes, with all readers in the middle of something.
        while (!end.IsCancellationRequested && (clock.GetElapsedTime(start) < storm || round < 3 || Interlocked.Read(ref _reads) < count * 3))
        {
            await change(round++);
            await Task.Yield();
        }

        return round;
    }

    private async Task ReadAsync(int reader, CancellationToken end)
    {
        TenantId tenant = Tenants[reader % Tenants.Count];
        SecretHost host = hosts[reader / Tenants.Count % hosts.Count];
        TenantContext scope = host.Scope(tenant);
        int last = 0;
        for (int round = 0; !end.IsCancellationRequested; round++)
        {
            int atLeast = Math.Max(last, _versions.Newest(tenant));
            long start = TimeProvider.System.GetTimestamp();
            last = (round + reader) % 3 == 0 ? await UseAsync(host, scope, tenant) : await OpenAsync(host, scope, tenant, version: null, TimeSpan.MaxValue, start) ?? 0;
            if (last < atLeast)
            {
                throw new InvalidOperationException($"A reader of {tenant} went back from version {atLeast} to {last}.");
            }

            // What was current a moment ago can be opened by its number for the overlap.
            await OpenAsync(host, scope, tenant, last, Overlap, start);
            Interlocked.Increment(ref _reads);
            await Task.Yield();
        }
    }

    private static async Task<int?> OpenAsync(SecretHost host, TenantContext scope, TenantId tenant, int? version, TimeSpan sureFor, long start)
    {
        SecretReading reading = await host.Reader.OpenAsync(scope, SecretHost.Name, version, CancellationToken.None);
        using SecretLease? lease = reading.Lease;
        if (lease is null)
        {
            bool isOver = version is not null && reading.Fault is SecretFault.Retired or SecretFault.NotFound && TimeProvider.System.GetElapsedTime(start) >= sureFor;
            return isOver ? null : throw new InvalidOperationException($"A reader of {tenant} was refused version {version}: {reading.Fault}, {reading.Reason}.");
        }

        return StormValue.VersionOf(tenant, lease.Read().Span) == lease.Version && (version ?? lease.Version) == lease.Version ? lease.Version
            : throw new InvalidOperationException($"The value of another version than {lease.Version} was handed out to {tenant}.");
    }

    private static async Task<int> UseAsync(SecretHost host, TenantContext scope, TenantId tenant)
    {
        SecretUse<int> use = await host.Reader.UseAsync(
            scope, SecretHost.Name, (value, _) => ValueTask.FromResult(StormValue.VersionOf(tenant, value.Span)), CancellationToken.None);
        return use.IsDone ? use.Value : throw new InvalidOperationException($"A use by {tenant} was refused: {use.Fault}, {use.Reason}.");
    }

    private static async Task<T> EndAsync<T>(Task<T> part, CancellationTokenSource end)
    {
        try
        {
            return await part;
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private static async Task EndAsync(Task part, CancellationTokenSource end)
    {
        try
        {
            await part;
        }
        finally
        {
            await end.CancelAsync();
        }
    }
}
