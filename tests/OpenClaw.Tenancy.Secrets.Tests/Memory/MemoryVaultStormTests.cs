using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Memory;

/// <summary>What every vault does (<see cref="SecretStormContract"/>), in memory.</summary>
public sealed class MemoryVaultStormTests : SecretStormContract, IDisposable
{
    private readonly MemoryUnderTest _vault = new();

    public void Dispose() => _vault.End();

    protected override VaultUnderTest Open() => _vault;

    // The quickest vault sees the most rotations: this one holds out for half a minute of each.
    protected override TimeSpan InTheLongRun => TimeSpan.FromSeconds(30);
}
