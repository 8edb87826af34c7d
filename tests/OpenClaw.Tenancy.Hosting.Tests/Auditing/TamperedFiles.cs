using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A ledger of 64 records of three trails, as it was with 40 of them, and as it went on otherwise from there. Whoever changes it has everything but the key.</summary>
public sealed class TamperedFiles : IAsyncLifetime, IDisposable
{
    public const int Size = 64;
    public const int OldSize = 40;

    private readonly TempFolder _folder = new();
    private EcdsaSigner? _signer;

    public static TenantId[] Tenants { get; } = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];

    /// <summary>The lines of the whole ledger: the beginning, and then records and the checkpoints over them.</summary>
    public string[] Whole { get; private set; } = [];

    public string[] Old { get; private set; } = [];

    public string[] Fork { get; private set; } = [];

    /// <summary>The end of the ledger, kept elsewhere.</summary>
    public SignedCheckpoint Kept { get; private set; } = null!;

    /// <summary>The export of acme's trail.</summary>
    public byte[] Export { get; private set; } = [];

    /// <summary>The same, when the ledger had 40 records.</summary>
    public byte[] OldExport { get; private set; } = [];

    public VerificationKey Key => _signer!.Key;

    public string Folder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        OldExport = await FillAsync(0, OldSize);
        _signer = EcdsaSigner.FromPem(TempFolder.Text(Path.Combine(_folder.Path, "signing.key")));
        Old = Lines();
        await FillAsync(1000, Size - OldSize);
        Fork = Lines();
        Put(Old);
        Export = await FillAsync(OldSize, Size - OldSize);
        Whole = Lines();
        Assert.True(SignedCheckpoint.TryReadLine(System.Text.Encoding.UTF8.GetBytes(Whole[^1]), out SignedCheckpoint? kept));
        Kept = kept;
    }

    /// <summary>Why a ledger of these bytes is refused; null where it is not.</summary>
    public string? RefusalOf(byte[] bytes)
    {
        File.WriteAllBytes(LedgerWorld.PathIn(_folder.Path), bytes);
        try
        {
            JsonlLedgerArchive.Open(_folder.Path, _signer!);
            return null;
        }
        catch (TenancyConfigurationException exception)
        {
            return exception.Message;
        }
    }

    public string? RefusalOf(IEnumerable<string> lines) => RefusalOf(Bytes(lines));

    public void Put(IEnumerable<string> lines) => File.WriteAllBytes(LedgerWorld.PathIn(_folder.Path), Bytes(lines));

    public static byte[] Bytes(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(static l => l + "\n")));

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _signer?.Dispose();
        _folder.Dispose();
    }

    private string[] Lines() => TempFolder.Lines(LedgerWorld.PathIn(_folder.Path));

    // In batches of one, two and three, so that checkpoints cover several records.
    private async Task<byte[]> FillAsync(int from, int count)
    {
        await using var ledger = new JsonlLedger(_folder.Path);
        for (int i = from; i < from + count;)
        {
            int batch = Math.Min(1 + (i % 3), from + count - i);
            await Task.WhenAll(Enumerable.Range(i, batch).Select(n => ledger.Append($"actor{n}", Tenants[n % 3])));
            i += batch;
        }

        return (await ledger.Export()).File;
    }
}
