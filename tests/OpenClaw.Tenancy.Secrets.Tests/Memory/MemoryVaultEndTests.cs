using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Memory;

/// <summary>What every vault does (<see cref="SecretEndContract"/>), in memory.</summary>
public sealed class MemoryVaultEndTests : SecretEndContract, IDisposable
{
    private readonly MemoryUnderTest _vault = new();

    public void Dispose() => _vault.End();

    protected override VaultUnderTest Open() => _vault;
}
