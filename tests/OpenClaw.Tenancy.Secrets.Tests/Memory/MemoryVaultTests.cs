using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Memory;

/// <summary>What every vault does (<see cref="VaultContract"/>), in memory.</summary>
public sealed class MemoryVaultTests : VaultContract, IDisposable
{
    private readonly MemoryUnderTest _vault = new();

    public void Dispose() => _vault.End();

    protected override VaultUnderTest Open() => _vault;
}
