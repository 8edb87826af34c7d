using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Benchmarks.Ledger;

/// <summary>A ledger in files in a folder of a disk, and beside it a plain file whose lines are as long and which is flushed after each.</summary>
internal sealed class LedgerWorld : IDisposable
{
    /// <summary>How many callers append at the same time.</summary>
    public const int Callers = 64;

    private readonly string _top;
    private readonly ServiceProvider _services;
    private readonly IAuditLedger _ledger;
    private readonly TenantId _acme = TenantId.From("acme-industries");
    private readonly FileStream _plain;
    private readonly byte[] _line;

    public LedgerWorld(string folder)
    {
        _top = System.IO.Directory.CreateDirectory(Path.Combine(folder, $"ledger-{Guid.NewGuid():n}")).FullName;
        var services = new ServiceCollection();
        services.AddTenancy(static o => o.Mode = TenancyMode.Shared).AddTenants("acme-industries").AddJsonlLedger(Path.Combine(_top, "audit"));
        _services = services.BuildServiceProvider();
        _ledger = _services.GetRequiredService<IAuditLedger>();
        AppendTogether(Callers);
        _line = Encoding.ASCII.GetBytes(new string('x', LengthOfLine() - 1) + "\n");
        _plain = new FileStream(Path.Combine(_top, "plain.jsonl"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The length of a record's line with its end.</summary>
    public int LineLength => _line.Length;

    /// <summary>Appends so many records by 64 callers, of which each waits until its record is durable.</summary>
    public void AppendTogether(int records) => Task.WaitAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        for (int i = 0; i < records / Callers; i++)
        {
            await _ledger.AppendAsync(LedgerEnvelopes.Build(_acme), CancellationToken.None).ConfigureAwait(false);
        }
    })).ToArray());

    /// <summary>The same by one caller.</summary>
    public void AppendAlone(int records)
    {
        for (int i = 0; i < records; i++)
        {
            _ledger.AppendAsync(LedgerEnvelopes.Build(_acme), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Lines one after the other, each on the disk before the next.</summary>
    public void AppendPlain(int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            _plain.Write(_line);
            _plain.Flush(flushToDisk: true);
        }
    }

    public void Dispose()
    {
        _plain.Dispose();
        _services.Dispose();
        System.IO.Directory.Delete(_top, recursive: true);
    }

    private int LengthOfLine()
    {
        using var file = new FileStream(Path.Combine(_top, "audit", "ledger.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.ASCII);
        return (int)Enumerable.Range(0, Callers).Select(_ => reader.ReadLine()!).Where(static l => l.StartsWith("{\"body\":", StringComparison.Ordinal)).Average(static l => l.Length + 1);
    }
}
