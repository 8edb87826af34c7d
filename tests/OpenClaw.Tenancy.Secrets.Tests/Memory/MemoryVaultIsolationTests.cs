using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Memory;

/// <summary>What every vault does (<see cref="VaultIsolationContract"/>), in memory.</summary>
public sealed class MemoryVaultIsolationTests : VaultIsolationContract, IDisposable
{
    private readonly MemoryUnderTest _vault = new();

    public void Dispose() => _vault.End();

    protected override VaultUnderTest Open() => _vault;
}
