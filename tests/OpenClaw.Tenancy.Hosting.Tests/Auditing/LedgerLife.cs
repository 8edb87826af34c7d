using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Export;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A ledger that is opened, written, given new files, rid of old records and closed, on a disk that may fail meanwhile, and what it said until then.</summary>
internal sealed class LedgerLife
{
    private const int Records = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The records that were said to be durable, in their order.</summary>
    public List<string> Acknowledged { get; } = [];

    /// <summary>The checkpoints that were given out.</summary>
    public List<SignedCheckpoint> Shown { get; } = [];

    /// <summary>Whether anything was refused.</summary>
    public bool WasRefused { get; private set; }

    public async Task LiveAsync(string folder, TestDisk disk, Action mend)
    {
        JsonlLedger ledger;
        try
        {
            ledger = new JsonlLedger(folder, disk, more: SmallFiles.In);
        }
        catch (TenancyConfigurationException)
        {
            WasRefused = true;
            mend();
            return;
        }

        await using (ledger)
        {
            await WriteAsync(ledger);
            mend();

            // What fails once, is over; or the file takes nothing more, and that is said.
            bool goesOn = await TryAsync(ledger, "later");
            Assert.True(goesOn || SpinWait.SpinUntil(() => ledger.Log.Events.Contains(2113), TimeSpan.FromMinutes(1)));
        }
    }

    /// <summary>Opens what is left on a disk that works, and looks for everything that was promised.</summary>
    public async Task AssertKeptAsync(string folder, string because)
    {
        await using var after = new JsonlLedger(folder, more: SmallFiles.In);
        string[] trail = await after.Trail();
        int gone = trail.Count(static l => l.EndsWith(" gone", StringComparison.Ordinal));
        string[] missing = [.. Acknowledged.Where(a => !trail.Any(l => l.EndsWith($" {a}", StringComparison.Ordinal)))];
        Assert.True(missing.SequenceEqual(Acknowledged.Take(missing.Length)) && missing.Length <= gone, $"{because}: {string.Join(',', Acknowledged)} became {string.Join(',', trail)}");
        ExportVerdict verdict = await after.Verify();
        Assert.True(verdict.IsWhole, $"{because}: {verdict.Fault}");
        var tree = new MerkleTree(await after.Trails.LeavesAsync((await after.Trails.CheckpointAsync(Token)).Checkpoint.Size, Token));
        Assert.All(Shown, shown =>
        {
            Assert.True(shown.Checkpoint.Size <= tree.Size, $"{because}: signed over {shown.Checkpoint.Size} and there are {tree.Size}");
            Assert.Equal(tree.RootAt(shown.Checkpoint.Size), shown.Checkpoint.Root);
        });
        await after.Append("next");
        Assert.EndsWith(" next", (await after.Trail())[^1], StringComparison.Ordinal);
    }

    private async Task WriteAsync(JsonlLedger ledger)
    {
        for (int i = 0; i < Records; i++)
        {
            ledger.Time.Advance(TimeSpan.FromHours(1));
            await TryAsync(ledger, $"a{i}", () => ledger.Append($"a{i}"));
            if (i == Records / 2)
            {
                ledger.Ledger.Emit(ledger.Envelope("emitted"));
            }
        }

        await TryAsync(ledger, name: null, () => ledger.DropAsync(ledger.Time.Now - TimeSpan.FromHours(3.5)));
        await TryAsync(ledger, "last");
    }

    private Task<bool> TryAsync(JsonlLedger ledger, string name) => TryAsync(ledger, name, () => ledger.Append(name));

    private async Task<bool> TryAsync(JsonlLedger ledger, string? name, Func<Task> act)
    {
        bool done = true;
        try
        {
            await act().WaitAsync(TimeSpan.FromMinutes(1), Token);
            if (name is not null)
            {
                Acknowledged.Add(name);
            }
        }
        catch (IOException)
        {
            done = false;
            WasRefused = true;
        }

        Shown.Add(await ledger.Trails.CheckpointAsync(Token));
        return done;
    }
}
