using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

/// <summary>The commands about the trail, beside a gateway and without one.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _out = new();

    public AuditCommandTests() => Directory.CreateDirectory(_out.Path);

    private string Key => Path.Combine(_out.Path, "key.pem");

    private string Export => Path.Combine(_out.Path, "acme.jsonl");

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
    }

    [Fact]
    public async Task Trail_is_exported_beside_the_gateway_and_after_it_and_verified_with_the_key_alone()
    {
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
        {
            await DenyAsync(gateway, 3);
            Assert.Equal(0, (await AuditAsync($"key --out {Key}")).Exit);
            Ran beside = await AuditAsync($"export --tenant acme --out {Export}");
            Assert.Equal(0, beside.Exit);
            Assert.Contains("does not stand in it", beside.Error, StringComparison.Ordinal);
        }

        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", File.ReadAllText(Key), StringComparison.Ordinal);
        Ran whole = await Ran.InDevelopmentAsync("audit", "verify", Export, "--key", Key);
        Assert.Equal(0, whole.Exit);
        Assert.Contains("whole: 3 records of acme", whole.Output, StringComparison.Ordinal);
        Assert.Contains("truncation is not covered", whole.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("globex", File.ReadAllText(Export), StringComparison.Ordinal);

        // With the gateway gone the reading itself stands in the trail, and an older export is found against the newer checkpoint.
        string later = Path.Combine(_out.Path, "later.jsonl");
        Assert.Equal(0, (await AuditAsync($"export --tenant acme --out {later}")).Exit);
        Ran covered = await Ran.InDevelopmentAsync("audit", "verify", later, "--key", Key, "--checkpoint", Export + ".checkpoint");
        Assert.Contains("whole: 4 records", covered.Output, StringComparison.Ordinal);
        Assert.Contains("truncation is covered", covered.Output, StringComparison.Ordinal);
        Assert.Contains("audit.export", File.ReadAllText(later), StringComparison.Ordinal);
        Ran old = await Ran.InDevelopmentAsync("audit", "verify", "--checkpoint", later, "--key", Key, Export);
        Assert.Equal((1, "record 4: the export is older than the kept checkpoint"), (old.Exit, old.Output.Trim()));
    }

    [Fact]
    public async Task Changed_export_is_found_with_its_record()
    {
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
        {
            await DenyAsync(gateway, 3);
            await AuditAsync($"key --out {Key}");
            await AuditAsync($"export --tenant acme --out {Export}");
        }

        string[] lines = File.ReadAllLines(Export);
        foreach ((string[] changed, string expected) in new (string[], string)[]
        {
            ([lines[0], lines[2], lines[3]], "record 2: "),
            ([lines[1], lines[0], lines[2], lines[3]], "record 1: "),
            ([lines[0], lines[1].Replace("denied", "allowed", StringComparison.Ordinal), lines[2], lines[3]], "record 2: "),
            ([lines[0], lines[1], " " + lines[2], lines[3]], "record 3: "),
            ([lines[0], lines[1], lines[3]], "record 3: "),
        })
        {
            File.WriteAllText(Export, string.Concat(changed.Select(static l => l + "\n")));
            Ran ran = await Ran.InDevelopmentAsync("audit", "verify", Export, "--key", Key);
            Assert.Equal(1, ran.Exit);
            Assert.StartsWith(expected, ran.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit verify")]
    [InlineData("audit verify nothere --key nothere")]
    [InlineData("audit verify one two --key k")]
    [InlineData("audit export --tenant acme")]
    [InlineData("audit export --tenant nobody --out x")]
    [InlineData("audit erase --tenant acme")]
    [InlineData("audit key")]
    public async Task Wrong_use_and_what_cannot_be_read_exit_with_2(string line)
    {
        Ran ran = await Ran.InDevelopmentAsync([.. line.Split(' '), .. line.StartsWith("audit export", StringComparison.Ordinal) ? new[] { "--data", _folder.Path } : []]);
        Assert.Equal((2, string.Empty), (ran.Exit, ran.Output));
        Assert.NotEmpty(ran.Error);
    }

    [Fact]
    public async Task Damaged_ledger_is_not_exported()
    {
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
        {
            await DenyAsync(gateway, 2);
            await AuditAsync($"export --tenant acme --out {Export}");
        }

        string ledger = Path.Combine(_folder.Path, "audit", "ledger.jsonl");
        File.WriteAllText(ledger, File.ReadAllText(ledger).Replace("not_found", "not_fount", StringComparison.Ordinal));
        Ran ran = await AuditAsync($"export --tenant acme --out {Export}");
        Assert.Equal((1, string.Empty), (ran.Exit, ran.Output));
        Assert.Contains("damaged at line", ran.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Ran.InDevelopmentAsync("audit", "export", "--tenant", "acme", "--out", Export, "--data", _out.Path)).Exit);
    }

    private static async Task DenyAsync(RunningGateway gateway, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await gateway.SendAsync("GET", $"/v1/runs/r{i}", gateway.Member("acme"));
        }

        await (await gateway.WatchAsync()).NewInAsync("acme");
    }

    private Task<Ran> AuditAsync(string line) => Ran.InDevelopmentAsync(["audit", .. line.Split(' '), "--data", _folder.Path]);
}
