using OpenClaw.Tenancy.Secrets.Tests.Files;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>What every vault does (<see cref="SecretFaultContract"/>), in the tenant's directory.</summary>
public sealed class FileVaultFaultTests : SecretFaultContract, IDisposable
{
    private readonly List<VaultDirectories> _directories = [];

    public void Dispose() => _directories.ForEach(static d => d.Dispose());

    protected override VaultUnderTest OpenNew()
    {
        _directories.Add(new VaultDirectories());
        return _directories[^1].Open();
    }
}
