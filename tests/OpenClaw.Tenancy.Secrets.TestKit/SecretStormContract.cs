using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>
/// A hundred readers in two hosts during each rotation: nobody is refused, nobody gets another version's value than his lease says,
/// nobody goes back, and each gets his own tenant's.
/// </summary>
public abstract class SecretStormContract
{
    protected virtual int Readers => 100;

    /// <summary>Opens the vault of this test; beside an open one, another host's over the same.</summary>
    protected abstract VaultUnderTest Open();

    /// <summary>How long each storm lasts in the long run.</summary>
    protected virtual TimeSpan InTheLongRun => TimeSpan.FromSeconds(6);

    [Fact]
    public Task Readers_go_on_while_values_are_rotated() => StormAsync(static async (hosts, readers) =>
    {
        int changes = await readers.DuringAsync(round => RotateValuesAsync(hosts, readers.Versions, round));
        Assert.InRange(changes, 3, int.MaxValue);
        Assert.All(StormReaders.Tenants, tenant => Assert.InRange(readers.Versions.Newest(tenant), 3, int.MaxValue));
    });

    [Fact]
    public Task Readers_go_on_while_data_keys_are_rotated() => StormAsync(static async (hosts, readers) =>
    {
        string[] before = await KeyIdsAsync(hosts);
        int done = 0;
        await readers.DuringAsync(async round =>
        {
            // One host alone, both at once, and both beside a rotation of values.
            Task<SecretChange>[] rotations = [.. StormReaders.Tenants.SelectMany(tenant => Enumerable.Range(round, round % 3 == 0 ? 1 : 2).Select(host => Task.Run(
                () => hosts[host].Writer.RotateDataKeyAsync(hosts.Admin(host, tenant), CancellationToken.None).AsTask())))];
            await (round % 3 == 2 ? RotateValuesAsync(hosts, readers.Versions, round) : Task.CompletedTask);
            foreach (SecretChange change in await Task.WhenAll(rotations))
            {
                Assert.True(change.IsDone || (round % 3 != 0 && change.Fault == SecretFault.Conflict), $"{change.Fault}");
                done += change.IsDone ? 1 : 0;
            }
        });

        Assert.InRange(done, 3, int.MaxValue);
        foreach (TenantId tenant in StormReaders.Tenants)
        {
            Assert.True((await hosts[0].Writer.RotateDataKeyAsync(hosts.Admin(0, tenant), CancellationToken.None)).IsDone);
            StoredDataKey key = Assert.Single((await hosts.KeysAsync(tenant)).Keys);
            Assert.DoesNotContain(key.Id, before);
            Assert.All((await hosts.SecretsAsync(tenant)).SelectMany(static s => s.Versions).Where(static v => v.Envelope is not null), v => Assert.Contains(key.Id, v.Envelope, StringComparison.Ordinal));
        }
    });

    [Fact]
    public Task Readers_go_on_while_the_key_that_wraps_is_rotated() => StormAsync(static async (hosts, readers) =>
    {
        var wrappedBy = new HashSet<string>(StringComparer.Ordinal);
        string[] before = await KeyIdsAsync(hosts);
        await readers.DuringAsync(async round =>
        {
            SecretChange change = await hosts[round].Rewrap.DangerousRewrapAllAsync("a test", CancellationToken.None);
            Assert.True(change.IsDone, $"{change.Fault}");
            foreach (TenantId tenant in StormReaders.Tenants)
            {
                wrappedBy.Add(Assert.Single((await hosts.KeysAsync(tenant)).Keys.Select(static k => k.WrappedBy).Distinct()));
            }
        });

        Assert.Equal(2, wrappedBy.Count);
        Assert.Equal(before, await KeyIdsAsync(hosts));
    });

    private static async Task RotateValuesAsync(StormHosts hosts, StormVersions versions, int round)
    {
        foreach (TenantId tenant in StormReaders.Tenants)
        {
            int next = versions.Newest(tenant) + 1;
            SecretChange change = await hosts[round].Writer.RotateAsync(
                hosts.Admin(round, tenant), SecretHost.Name, StormValue.Of(tenant, next), new SecretRotateOptions { Overlap = StormReaders.Overlap }, CancellationToken.None);
            if (change.IsDone)
            {
                Assert.Equal(next, change.Version);
                versions.Returned(tenant, next);
            }
            else
            {
                // As many are open as may be, or the data key is being changed at the same time: later.
                Assert.True(change.Fault is SecretFault.TooMany or SecretFault.Conflict, $"{change.Fault}");
                await Task.Delay(10);
            }
        }
    }

    private static async Task<string[]> KeyIdsAsync(StormHosts hosts)
    {
        var ids = new List<string>();
        foreach (TenantId tenant in StormReaders.Tenants)
        {
            ids.AddRange((await hosts.KeysAsync(tenant)).Keys.Select(static k => k.Id));
        }

        return [.. ids];
    }

    private async Task StormAsync(Func<StormHosts, StormReaders, Task> storm)
    {
        await using var hosts = new StormHosts(Open(), Open());
        var readers = new StormReaders(hosts.All, Readers, StormSize.Storm(InTheLongRun));
        foreach (TenantId tenant in StormReaders.Tenants)
        {
            // Others beside it, so that a new data key takes more than one step.
            for (int i = 0; i < 5; i++)
            {
                Assert.True((await hosts[0].Put(tenant, "beside", SecretName.From($"s{i}"))).IsDone);
            }

            Assert.True((await hosts[0].Writer.PutAsync(hosts.Admin(0, tenant), SecretHost.Name, StormValue.Of(tenant, 1), null, CancellationToken.None)).IsDone);
            readers.Versions.Returned(tenant, 1);
        }

        await storm(hosts, readers);
    }
}
