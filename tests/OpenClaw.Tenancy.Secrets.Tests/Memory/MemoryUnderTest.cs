using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Memory;

/// <summary>The vault that is gone with the process: opened again, it is the same one.</summary>
public sealed class MemoryUnderTest : VaultUnderTest
{
    private readonly SecretWorld _host = new();

    public override ITenantVault Vault => _host.Vault;

    public override bool IsDurable => false;

    public override Task SpoilSecretAsync(TenantId tenant, string name, string text) => throw new NotSupportedException("It keeps no texts.");

    public override Task SpoilKeysAsync(TenantId tenant, string text) => throw new NotSupportedException("It keeps no texts.");

    public override Task LoseKeysAsync(TenantId tenant) => throw new NotSupportedException("Keys are not lost without their secrets.");

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Ends the host, and so what it kept.</summary>
    public void End() => _host.Dispose();
}
