using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>What is refused is kept for those who wait for it, and not for as long as anybody writes.</summary>
public sealed class WriterMemoryTests
{
    private const int Rounds = 60;
    private const int EachRound = 400;

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Writers_who_follow_each_other_without_a_gap_keep_no_old_refusals()
    {
        var journal = new FakeJournal(_time) { Signals = true };
        string refused = DirectoryChange.Register(new TenantRegistration(TestWorld.Acme)).ToText();
        journal.Append(refused);
        using var host = new SharedHost(journal, _time, more: b => b.Services.AddLogging(static l => l.ClearProviders()));
        await host.StartAsync();
        (TaskCompletionSource gate, Task<DirectoryWrite> writing) = Begin(host, journal);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int round = 0; round < Rounds; round++)
        {
            (TaskCompletionSource Gate, Task<DirectoryWrite> Writing) next = Begin(host, journal);
            long last = 0;
            for (int i = 0; i < EachRound; i++)
            {
                last = journal.Append(refused);
            }

            await SharedHost.Until(() => host.Directory.AppliedSequence >= last);
            gate.SetResult();
            Assert.True((await writing).IsApplied);
            (gate, writing) = next;
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        // The journal itself keeps some 70 bytes for each of the 24,000 records; kept refusals would be some 450 more: 10 MB.
        Assert.True(grown < 5_000_000, $"grew by {grown:N0} bytes");
        gate.SetResult();
        await writing;
    }

    private static (TaskCompletionSource Gate, Task<DirectoryWrite> Writing) Begin(SharedHost host, FakeJournal journal)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        journal.BeforeAppend = () => gate.Task;
        return (gate, host.Writer.WriteAsync(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active), TestContext.Current.CancellationToken));
    }
}
