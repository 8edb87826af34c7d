using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>Hosts that start at once over one folder without a key.</summary>
public sealed class SecretKeyRaceTests
{
    private const int Hosts = 8;
    private const int Rounds = 60;

    [Fact]
    public void One_makes_the_key_and_all_others_read_it()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("keys").FullName;
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                string path = Path.Combine(folder, $"{round}.key");
                string?[] ids = new string?[Hosts];
                using var gate = new Barrier(Hosts);
                Thread[] threads = [.. Enumerable.Range(0, Hosts).Select(host => new Thread(() => ids[host] = Start(path, gate)))];
                Array.ForEach(threads, static t => t.Start());
                Array.ForEach(threads, static t => t.Join());

                Assert.Single(ids.Distinct());
                Assert.NotNull(ids[0]);
                Assert.Equal(path, Assert.Single(System.IO.Directory.GetFiles(folder, $"{round}.*")));
            }
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static string Start(string path, Barrier gate)
    {
        using var world = new TestWorld(build: b => b.UseLedger(static _ => new DurableLedger()).AddTenantSecretWriter().AddSecretKeyFile(path));
        gate.SignalAndWait();
        return world.Services.GetRequiredService<ITenantKeyWrapper>().KeyId;
    }
}
