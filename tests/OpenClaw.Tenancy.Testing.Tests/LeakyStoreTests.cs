using System.Reflection;
using OpenClaw.Tenancy.TestKit.Reports;
using OpenClaw.Tenancy.Testing.Reports;
using OpenClaw.Tenancy.Testing.Tests.Leaks;

namespace OpenClaw.Tenancy.Testing.Tests;

/// <summary>Each rule can fail: a store with just that wrong is found by it.</summary>
public sealed class LeakyStoreTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. LeakyStores.All.Select(static l => l.Name)];

    [Theory]
    [CountsCases("conformance/leaky-stores", "stores with one leak each, which the conformance kit must find")]
    [MemberData(nameof(Names))]
    public async Task A_leak_is_found_by_its_own_rule(string name)
    {
        Leak leak = LeakyStores.All.Single(l => l.Name == name);
        ConformanceReport report = await TenantStoreConformance.RunAsync(leak.Make());
        ConformanceCheck[] failed = [.. report.Checks.Where(static c => c.IsFailure)];
        string[] rules = [.. failed.Select(static c => c.RuleId).Distinct()];
        output.WriteLine($"LEAK {name}: {failed.Length} checks of {string.Join(' ', rules)}");

        Assert.Contains(failed, c => c.RuleId == leak.RuleId && c.Operation == leak.Operation && c.Verdict == ConformanceVerdict.Failed);
        Assert.Throws<ConformanceFailedException>(report.ThrowIfAnyFailed);
        Assert.All(failed, static c => Assert.NotEmpty(c.Finding));
        Assert.True(report.Passed > failed.Length, "One thing that is wrong should not fail most checks.");
    }

    [Fact]
    public void Every_rule_has_a_leak_of_its_own()
    {
        string[] rules = [.. typeof(StoreRuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (string)f.GetRawConstantValue()!)];

        Assert.NotEmpty(rules);
        Assert.Empty(rules.Except(LeakyStores.All.Select(static l => l.RuleId)));
    }

    [Fact]
    public async Task Every_rule_is_run()
    {
        string[] rules = [.. typeof(StoreRuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (string)f.GetRawConstantValue()!)];
        ConformanceReport report = await TenantStoreConformance.RunAsync(new MemorySubject());

        Assert.Equal(
            rules.Order(StringComparer.Ordinal),
            report.Checks.Where(static c => c.Verdict == ConformanceVerdict.Passed).Select(static c => c.RuleId).Distinct().Order(StringComparer.Ordinal));
    }
}
