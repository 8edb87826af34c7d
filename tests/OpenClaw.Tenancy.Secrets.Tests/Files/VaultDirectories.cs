using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Files;

/// <summary>The directories of tenants in a temporary folder, and any number of hosts over them.</summary>
public sealed class VaultDirectories : IDisposable
{
    public VaultDirectories()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tenant directories are for Linux alone.");
        Base = Scratch.NewFolder("vaults-");
    }

    public string Base { get; }

    public VaultUnderTest Open() => new Host(this);

    /// <summary>The real path of something in a tenant's folder of credentials.</summary>
    public string Real(string path, TenantId? tenant = null) => Path.Combine(Base, "tenants", (tenant ?? TestWorld.Acme).ToString(), "credentials", path);

    /// <summary>All that is in a tenant's folder of credentials.</summary>
    public string[] Files(TenantId? tenant = null) => [.. System.IO.Directory.GetFileSystemEntries(Real("", tenant), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(p => Path.GetRelativePath(Real("", tenant), p)).Order(StringComparer.Ordinal)];

    public void Dispose() => System.IO.Directory.Delete(Base, recursive: true);

    private sealed class Host(VaultDirectories directories) : VaultUnderTest
    {
        private readonly TestWorld _world = new(build: b =>
        {
            b.AddTenantDirectories(o => o.BasePath = directories.Base).AddSecretVaultFiles();

            // Locks are waited for by the clock on the wall.
            b.Services.AddSingleton(TimeProvider.System);
        });

        public override ITenantVault Vault => _world.Services.GetRequiredService<ITenantVault>();

        public override Task SpoilSecretAsync(TenantId tenant, string name, string text) => File.WriteAllTextAsync(directories.Real($"vault/secrets/{name}", tenant), text);

        public override Task SpoilKeysAsync(TenantId tenant, string text) => File.WriteAllTextAsync(directories.Real("vault/keys", tenant), text);

        public override Task LoseKeysAsync(TenantId tenant)
        {
            File.Delete(directories.Real("vault/keys", tenant));
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            _world.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
