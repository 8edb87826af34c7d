using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A ledger of 64 records of three trails in a SQLite file, with copies of it of several moments, and whoever changes it has everything but the key.</summary>
public sealed class TamperedLedger : IAsyncLifetime, IDisposable
{
    public const int Size = 64;
    public const int OldSize = 40;

    private readonly LedgerDatabase _other = new();

    public static TenantId[] Tenants { get; } = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];

    public LedgerDatabase Database { get; } = new();

    /// <summary>The database as it is.</summary>
    public byte[] Whole { get; private set; } = [];

    /// <summary>The database as it was with 40 records.</summary>
    public byte[] Old { get; private set; } = [];

    /// <summary>The same, from where other 24 records were appended.</summary>
    public byte[] Fork { get; private set; } = [];

    /// <summary>Another ledger of the same key.</summary>
    public byte[] Stranger { get; private set; } = [];

    /// <summary>The end of the ledger, kept elsewhere.</summary>
    public SignedCheckpoint Kept { get; private set; } = null!;

    /// <summary>The end of acme's trail, kept elsewhere.</summary>
    public SignedCheckpoint KeptTrail { get; private set; } = null!;

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await FillAsync(0, OldSize);
        Old = Database.Copy();
        await FillAsync(1000, Size - OldSize);
        Fork = Database.Copy();
        Database.Replace(Old);
        await FillAsync(OldSize, Size - OldSize);
        Whole = Database.Copy();
        await using (EntityLedger ledger = Database.Open())
        {
            Kept = await ledger.Trails.CheckpointAsync(CancellationToken.None);
            KeptTrail = (await ledger.Export()).End;
            Entries = [.. (await Task.WhenAll(Tenants.Select(t => ledger.Entries(t)))).SelectMany(static e => e).OrderBy(static e => e.Index)];
        }

        await using (EntityLedger stranger = _other.Open(signer: Database.Signer))
        {
            await stranger.Append("stranger");
        }

        Stranger = _other.Copy();
    }

    /// <summary>Why a ledger with this file, and then these statements, is refused at start; null where it is not.</summary>
    public async Task<string?> RefusalAsync(byte[] file, string? sql = null, SignedCheckpoint? kept = null)
    {
        Database.Replace(file);
        if (sql is not null)
        {
            Database.Sql(sql);
        }

        await using EntityLedger ledger = Database.Open(o => o.KeptCheckpoint = kept?.ToString());
        return await ledger.RefusalAsync();
    }

    /// <summary>What whoever verifies an export finds in this file.</summary>
    public async Task<string?> ExportFaultAsync(byte[] file, SignedCheckpoint? kept, TenantId? tenant = null)
    {
        Database.Replace(file);
        await using EntityLedger ledger = Database.Open();
        ExportVerdict verdict = await ledger.Verify(tenant, kept);
        return verdict.IsWhole ? null : verdict.Fault;
    }

    /// <summary>Rows of another file, for statements that take some from there.</summary>
    public string Attach(byte[] file)
    {
        string path = Database.File + ".other";
        File.WriteAllBytes(path, file);
        return $"ATTACH '{path}' AS other; ";
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Database.Dispose();
        _other.Dispose();
    }

    private async Task FillAsync(int from, int count)
    {
        await using EntityLedger ledger = Database.Open();
        for (int i = from; i < from + count; i++)
        {
            // So that each has a checkpoint of its own that is kept.
            ledger.Time.Advance(TimeSpan.FromSeconds(2));
            await ledger.Append($"actor{i}", Tenants[i % 3]);
        }
    }
}
