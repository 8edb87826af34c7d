using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Files;

/// <summary>What every vault does (<see cref="SecretStormContract"/>), in the tenant's directory.</summary>
public sealed class FileVaultStormTests : SecretStormContract, IDisposable
{
    private readonly VaultDirectories _directories = new();

    public void Dispose() => _directories.Dispose();

    protected override VaultUnderTest Open() => _directories.Open();
}
