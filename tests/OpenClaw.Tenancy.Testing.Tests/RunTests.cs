using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Testing.Reports;

namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>How a run goes where the store, the subject or the host gets in its way.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task What_is_not_declared_is_reported_and_never_called()
    {
        ConformanceReport report = await TenantStoreConformance.RunAsync(new NarrowSubject());

        report.ThrowIfAnyFailed();
        Assert.All(
            report.Checks.Where(static c => c.Operation is not (StoreOperations.Create or StoreOperations.Read)),
            static c => Assert.Equal((ConformanceVerdict.NotOffered, 0), (c.Verdict, c.Cases)));
        Assert.NotEqual(0, report.NotOffered);
        Assert.Contains("not offered", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("raw-rows-unchanged", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_declared_and_not_implemented_fails_and_says_so()
    {
        ConformanceReport report = await TenantStoreConformance.RunAsync(
            new NarrowSubject(StoreOperations.Create | StoreOperations.Read | StoreOperations.Delete));

        ConformanceCheck check = Assert.Single(report.Checks, static c => c.RuleId == StoreRuleIds.OwnerWorks && c.Operation == StoreOperations.Delete);
        Assert.Equal(ConformanceVerdict.Failed, check.Verdict);
        Assert.Contains("Write DeleteAsync", check.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_hangs_fails_its_checks_and_not_the_run(bool blocksTheThread)
    {
        var never = new TaskCompletionSource();
        using var blocked = new ManualResetEventSlim();
        var subject = new NarrowSubject
        {
            BeforeRead = _ =>
            {
                if (blocksTheThread)
                {
                    blocked.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
                }

                return never.Task;
            },
        };

        ConformanceReport report = await TenantStoreConformance.RunAsync(subject, new ConformanceOptions { OperationTimeout = TimeSpan.FromMilliseconds(50) });
        blocked.Set();

        Assert.False(report.IsConformant);
        ConformanceCheck check = Assert.Single(report.Checks, static c => c.RuleId == StoreRuleIds.OwnOnly && c.Operation == StoreOperations.Read);
        Assert.Equal(ConformanceVerdict.Failed, check.Verdict);
        Assert.Contains("did not answer", check.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_reports_what_was_not_run_as_a_failure()
    {
        using var stop = new CancellationTokenSource();
        int reads = 0;
        var subject = new NarrowSubject
        {
            BeforeRead = async ct =>
            {
                if (++reads == 5)
                {
                    await stop.CancelAsync();
                    ct.ThrowIfCancellationRequested();
                }
            },
        };

        ConformanceReport report = await TenantStoreConformance.RunAsync(subject, stop.Token);

        Assert.NotEqual(0, report.NotRun);
        Assert.Equal(0, report.Failed);
        Assert.False(report.IsConformant);
        Assert.Contains("NotRun", Assert.Throws<ConformanceFailedException>(report.ThrowIfAnyFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_run()
    {
        ConformanceReport first = await TenantStoreConformance.RunAsync(new MemorySubject { NewId = FromSequence });
        ConformanceReport second = await TenantStoreConformance.RunAsync(new MemorySubject { NewId = FromSequence });

        Assert.Equal(first.ToString(), second.ToString());
        static string FromSequence(long sequence) => $"run{unchecked((ulong)sequence * 0x9E3779B97F4A7C15):x16}z";
    }

    [Fact]
    public async Task The_message_of_a_failure_says_what_was_wrong_and_how_to_put_it_right()
    {
        ConformanceReport report = await TenantStoreConformance.RunAsync(new MemorySubject { Sees = static (o, r, t) => o == StoreOperations.Read || r.Tenant == t });

        string message = Assert.Throws<ConformanceFailedException>(report.ThrowIfAnyFailed).Message;
        Assert.Contains("sessions.Read", message, StringComparison.Ordinal);
        Assert.Contains("Read as 'own' gave what 'other' stored.", message, StringComparison.Ordinal);
        Assert.Contains("Put the tenant of the permit or the context into the predicate", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Passed ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_that_contradict_themselves_are_refused_with_all_errors()
    {
        var subject = new NarrowSubject
        {
            Kinds = [new StoreKind("a", StoreOperations.Count), new StoreKind("a", StoreOperations.Create | StoreOperations.FindByKey | StoreOperations.Prefix)],
        };

        string message = (await Assert.ThrowsAsync<ArgumentException>(() => TenantStoreConformance.RunAsync(subject, new ConformanceOptions { PagedObjects = 0 }))).Message;

        Assert.Contains("offer Create", message, StringComparison.Ordinal);
        Assert.Contains("Set HasUniqueKey", message, StringComparison.Ordinal);
        Assert.Contains("Prefix and Range", message, StringComparison.Ordinal);
        Assert.Contains("Two kinds have the same name", message, StringComparison.Ordinal);
        Assert.Contains("PagedObjects", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_without_kinds_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => TenantStoreConformance.RunAsync(new NarrowSubject { Kinds = [] }));

    [Fact]
    public async Task A_clock_of_the_subject_is_refused()
    {
        var subject = new NarrowSubject { OnConfigure = static builder => builder.Services.AddSingleton(TimeProvider.System) };

        Assert.Contains(
            "Leave it out",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => TenantStoreConformance.RunAsync(subject))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_that_nobody_set_counts_as_failed() => Assert.Equal("NotRun", default(ConformanceVerdict).ToString());
}
