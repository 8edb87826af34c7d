using OpenClaw.Tenancy.Secrets.Tests.Memory;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>What every vault does (<see cref="SecretFaultContract"/>), in memory.</summary>
public sealed class MemoryVaultFaultTests : SecretFaultContract, IDisposable
{
    private readonly List<MemoryUnderTest> _vaults = [];

    public void Dispose() => _vaults.ForEach(static v => v.End());

    protected override VaultUnderTest OpenNew()
    {
        _vaults.Add(new MemoryUnderTest());
        return _vaults[^1];
    }
}
