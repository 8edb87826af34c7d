using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>What opens of what was exchanged (<see cref="SwapContract"/>), with a vault that shows it to the reader as it is.</summary>
public sealed class MemorySwapTests : SwapContract
{
    protected override bool IsQuick => true;

    private protected override Stage Open() => new InMemory();

    private sealed class InMemory() : Stage(vault: null)
    {
        private readonly Dictionary<(string Tenant, string Name), StoredSecret> _secrets = [];
        private readonly Dictionary<string, StoredDataKeys> _keys = [];

        public override void Store(TenantId tenant, string name, StoredSecret secret)
        {
            _secrets[(tenant.ToString(), name)] = secret;
            Vault.Secret = kept => _secrets.GetValueOrDefault((kept.Tenant, kept.Name), kept);
        }

        public override void Store(TenantId tenant, StoredDataKeys keys)
        {
            _keys[tenant.ToString()] = keys;
            Vault.Keys = kept => _keys.GetValueOrDefault(kept.Tenant, kept);
        }
    }
}
