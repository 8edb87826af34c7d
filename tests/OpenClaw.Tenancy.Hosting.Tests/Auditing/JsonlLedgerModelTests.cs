using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Random acts on a ledger, beside a plain list of what each trail must hold.</summary>
public sealed class JsonlLedgerModelTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];
    private const int Rounds = 300;
    private static readonly int Ledgers = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 10 : 1;

    private readonly TempFolder _folder = new();

    // What was written, in the order of the whole ledger: of whom, what, when; and null where it was dropped.
    private readonly List<(TenantId Trail, string? Text, DateTimeOffset At)> _model = [];
    private readonly List<SignedCheckpoint> _kept = [];
    private JsonlLedger? _ledger;
    private int _written;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Ledgers)];

    [Theory, MemberData(nameof(Numbers))]
    public async Task Ledger_holds_what_a_list_would(int number)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SEED"), out int given) ? given + number : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        TimeSpan behind = TimeSpan.Zero;
        _ledger = Open();
        for (int round = 0; round < Rounds; round++)
        {
            TenantId tenant = Tenants[random.Next(Tenants.Length)];
            switch (random.Next(12))
            {
                case < 5:
                    await AppendAsync(tenant);
                    break;
                case < 7:
                    await EmitAsync(tenant, random.Next(1, 4));
                    break;
                case 7:
                    // The clock goes on, and now and then it is set.
                    _ledger.Time.Advance(TimeSpan.FromMinutes(random.Next(90)));
                    behind = random.Next(4) == 0 ? TimeSpan.FromMinutes(random.Next(-120, 120)) : TimeSpan.Zero;
                    _ledger.Time.Set(behind);
                    break;
                case 8:
                    await DropAsync(_ledger.Time.Now - TimeSpan.FromMinutes(random.Next(600)));
                    break;
                case 9:
                    await ReopenAsync();
                    break;
                case 10:
                    await VerifyAsync(tenant, random);
                    break;
                default:
                    await ReadAsync(tenant, random);
                    break;
            }
        }

        await ReopenAsync();
        foreach (TenantId tenant in Tenants)
        {
            Assert.Equal(Expected(tenant), await _ledger.Trail(tenant));
            await VerifyAsync(tenant, random);
        }

        output.WriteLine($"{_model.Count} records, of which {_model.Count(static m => m.Text is null)} were dropped");
        await _ledger.DisposeAsync();
    }

    private JsonlLedger Open() => new(_folder.Path, more: SmallFiles.In);

    private async Task AppendAsync(TenantId tenant)
    {
        string name = $"a{_written++}";
        await _ledger!.Append(name, tenant);
        _model.Add((tenant, name, _ledger.Time.Now));
    }

    private async Task EmitAsync(TenantId tenant, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string name = $"e{_written++}";
            _ledger!.Ledger.Emit(_ledger.Envelope(name, tenant));
            await _ledger.FlushAsync();
            _model.Add((tenant, name, _ledger.Time.Now));
        }
    }

    // Each record has a file of its own here, and the last one's is written still.
    private async Task DropAsync(DateTimeOffset olderThan)
    {
        int old = _model[..Math.Max(0, _model.Count - (await FullAsync() ? 0 : 1))].TakeWhile(m => m.Text is null || m.At < olderThan).Count();
        (TenantId Trail, int Index)[] going = [.. _model.Take(old).Select(static (m, i) => (m.Trail, m.Text, i)).Where(static m => m.Text is not null).Select(static m => (m.Trail, m.i))];
        var said = going.GroupBy(static g => g.Trail).Select(g => (g.Key, Text: $"retention {_model.Take(g.Max(static i => i.Index) + 1).Count(m => m.Trail == g.Key)} {g.Count()}")).ToArray();

        Assert.Equal(going.Length, await _ledger!.DropAsync(olderThan));

        foreach ((_, int index) in going)
        {
            _model[index] = (_model[index].Trail, null, _model[index].At);
        }

        _model.AddRange(said.Select(s => (s.Key, (string?)s.Text, _ledger.Time.Now)));
    }

    // Where the ledger was closed behind the last record, a new file has begun.
    private Task<bool> FullAsync() => Task.FromResult(LedgerWorld.Records(LedgerWorld.PathIn(_folder.Path)).Length == 0);

    private async Task ReopenAsync()
    {
        DateTimeOffset now = _ledger!.Time.Now;
        await _ledger.DisposeAsync();
        _ledger = Open();
        _ledger.Time.Set(now);
    }

    private async Task ReadAsync(TenantId tenant, Random random)
    {
        string[] expected = Expected(tenant);
        int first = random.Next(1, expected.Length + 2);
        int max = random.Next(0, 6);
        IReadOnlyList<AuditEntry> read = await _ledger!.Trails.ReadAsync(JsonlLedger.Access(tenant), first, max, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Skip(first - 1).Take(max).Select(static l => long.Parse(l.Split(' ')[0], provider: null)), read.Select(static e => e.Sequence));
        Assert.Equal(expected, await _ledger.Trail(tenant));
    }

    private async Task VerifyAsync(TenantId tenant, Random random)
    {
        string[] expected = Expected(tenant);
        SignedCheckpoint? kept = _kept.Count == 0 ? null : _kept[random.Next(_kept.Count)];
        ExportVerdict verdict = await _ledger!.Verify(tenant, kept);
        Assert.True(verdict.IsWhole, verdict.Fault);
        Assert.Equal((expected.Length, expected.Count(static l => l.EndsWith(" gone", StringComparison.Ordinal))), ((int)verdict.Records, (int)verdict.Dropped));
        _kept.Add(await _ledger.Trails.CheckpointAsync(TestContext.Current.CancellationToken));
    }

    private string[] Expected(TenantId tenant) => [.. _model.Where(m => m.Trail == tenant).Select(static (m, i) => $"{i + 1} {m.Text ?? "gone"}")];
}
