using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>Two hosts over what two vaults share. Each knows both key-encryption keys, and wraps by another one.</summary>
internal sealed class StormHosts : IAsyncDisposable
{
    private readonly string _folder = Scratch.NewFolder("storm-keys-");
    private readonly VaultUnderTest[] _vaults;
    private readonly SecretHost[] _hosts;
    private readonly Dictionary<(int Host, TenantId Tenant), TenantContext> _admins = [];

    internal StormHosts(VaultUnderTest one, VaultUnderTest other)
    {
        _vaults = [one, other];
        string[] keys = [Path.Combine(_folder, "one.key"), Path.Combine(_folder, "other.key")];
        Array.ForEach(keys, MakeKey);
        _hosts = [Host(one.Vault, keys[0], keys[1]), Host(other.Vault, keys[1], keys[0])];
        foreach (TenantId tenant in StormReaders.Tenants)
        {
            _admins[(0, tenant)] = _hosts[0].Admin(tenant);
            _admins[(1, tenant)] = _hosts[1].Admin(tenant);
        }
    }

    internal IReadOnlyList<SecretHost> All => _hosts;

    internal SecretHost this[int round] => _hosts[round % _hosts.Length];

    internal TenantContext Admin(int round, TenantId tenant) => _admins[(round % _hosts.Length, tenant)];

    internal async Task<StoredDataKeys> KeysAsync(TenantId tenant) => await _vaults[0].Keys(tenant) ?? throw new InvalidOperationException("There are no keys.");

    internal async Task<IReadOnlyList<StoredSecret>> SecretsAsync(TenantId tenant) => await _vaults[0].All(tenant);

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(_hosts, static h => h.Dispose());
        foreach (VaultUnderTest vault in _vaults)
        {
            await vault.DisposeAsync();
        }

        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static SecretHost Host(ITenantVault vault, string active, string retired) => new(
        vault,
        b => b.AddSecretKeyFile(active).AddRetiredSecretKeyFile(retired),
        o =>
        {
            o.MaxVersions = 64;

            // Both with keys out of the memory and with keys that are unwrapped anew.
            o.DataKeyLifetimeInMemory = TimeSpan.FromMilliseconds(50);
        },
        TimeProvider.System,
        static b => b.UseLedger(static _ => new ForgetfulLedger()),
        static o => o.DependencyTimeout = TimeSpan.FromMinutes(1));

    private static void MakeKey(string path)
    {
        File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
