using OpenClaw.Tenancy.Secrets.Tests.Files;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>What opens of what was exchanged (<see cref="SwapContract"/>), in the files of the tenants' directories.</summary>
public sealed class FileSwapTests : SwapContract, IDisposable
{
    private readonly VaultDirectories _directories = new();

    public void Dispose() => _directories.Dispose();

    private protected override Stage Open() => new InFiles(_directories, _directories.Open());

    private sealed class InFiles(VaultDirectories directories, VaultUnderTest host) : Stage(host.Vault)
    {
        public override void Store(TenantId tenant, string name, StoredSecret secret) => File.WriteAllText(directories.Real($"vault/secrets/{name}", tenant), VaultText.Write(secret));

        public override void Store(TenantId tenant, StoredDataKeys keys) => File.WriteAllText(directories.Real("vault/keys", tenant), VaultText.Write(keys));

        public override void Dispose()
        {
            base.Dispose();
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
