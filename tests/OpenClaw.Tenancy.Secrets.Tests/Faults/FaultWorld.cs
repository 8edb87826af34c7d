using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>A host whose vault and wrapper are disturbed, and one beside it over the same vault that is left alone.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private static readonly SecretName Beside = SecretName.From("beside");

    private readonly byte[] _old = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _next = RandomNumberGenerator.GetBytes(32);
    private readonly ScopedLines _lines = new();
    private readonly VaultUnderTest _vault;

    internal FaultWorld(VaultUnderTest vault, TimeProvider? clock = null)
    {
        _vault = vault;
        NextKeyId = new KeyEncryptionKey(_next).Id;
        Clean = new SecretHost(vault.Vault, b => b.UseSecretKeyWrapper(_ => Wrapper(_old, _next)), clock: clock);
        Host = new SecretHost(
            new IntrudedVault(vault.Vault, Intruder),
            b => b.UseSecretKeyWrapper(_ => new IntrudedWrapper(Wrapper(_next, _old), Intruder)),
            clock: clock,
            build: b => b.Services.AddLogging(l => l.AddProvider(_lines)));
    }

    internal Intruder Intruder { get; } = new();

    internal SecretHost Host { get; }

    internal SecretHost Clean { get; }

    internal string NextKeyId { get; }

    internal async Task FillAsync(string call)
    {
        await Clean.Put(TestWorld.Globex, "globex's");
        if (call == FaultCall.First)
        {
            return;
        }

        await Clean.Put(TestWorld.Acme, FaultCall.OldValue);
        await Clean.Put(TestWorld.Acme, "beside", Beside);
    }

    /// <summary>What the tenant's secret is, looked at from the host that is left alone; all else is what it was.</summary>
    internal async Task<string> StateAsync(string call)
    {
        Assert.Equal("1:globex's", await Clean.Read(TestWorld.Globex));
        string state = await Clean.Read(TestWorld.Acme);
        bool isAlone = call == FaultCall.First || (call == FaultCall.Shred && state == "NotFound");
        Assert.Equal(isAlone ? "NotFound" : "1:beside", await Clean.Read(TestWorld.Acme, name: Beside));
        return state;
    }

    internal async Task<StoredDataKeys?> KeysAsync() => await _vault.Keys();

    internal async Task<IReadOnlyList<StoredSecret>> SecretsAsync() => await _vault.All();

    /// <summary>All that was written down meanwhile.</summary>
    internal string Written() => string.Join('\n', _lines.Lines.Select(static l => l.Text))
        + JsonSerializer.Serialize(Host.Ledger.Appended.Concat(Host.Ledger.Emitted).Select(static e => new { e.Action, e.ResourceId, e.Detail, e.Details, e.StatedReason }));

    public async ValueTask DisposeAsync()
    {
        Host.Dispose();
        Clean.Dispose();
        await _vault.DisposeAsync();
    }

    private static LocalKeyWrapper Wrapper(byte[] active, byte[] older) => new(new KeyEncryptionKey(active), [new KeyEncryptionKey(older)], isDurable: true);
}
