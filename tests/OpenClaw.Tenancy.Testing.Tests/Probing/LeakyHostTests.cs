using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Probing.Reports;
using OpenClaw.Tenancy.Testing.Tests.Leaks;
using OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

namespace OpenClaw.Tenancy.Testing.Tests.Probing;

/// <summary>Each hole of a host is found, where it is, by its own rule; the same host without it is silent.</summary>
public sealed class LeakyHostTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    public static TheoryData<string> Names => [.. Holes.All.Select(static h => h.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_hole_is_found_where_it_is(string name)
    {
        Hole hole = Holes.All.Single(h => h.Name == name);
        await using LeakyHost host = await LeakyHost.StartAsync(name);
        ProbeReport report = await IsolationProbe.RunAsync(host.Subject(around: Long ? null : hole.Endpoint));
        output.WriteLine($"HOLE {name}: {string.Join(" | ", report.Findings.Take(3))}");

        Assert.Contains(report.Findings, f => f.RuleId == hole.RuleId && f.Endpoint == hole.Endpoint);
        Assert.Throws<ProbeFailedException>(report.ThrowIfAnyFailed);
        Assert.True(report.Passed > report.Failed, "One thing that is wrong should not fail most checks.");
    }

    [Fact]
    public async Task The_clean_twin_is_silent()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        ProbeReport report = await IsolationProbe.RunAsync(host.Subject());
        output.WriteLine(report.ToString());

        report.ThrowIfAnyFailed();
        Assert.Equal(0, report.NotOffered);
        Assert.All(report.Endpoints.Where(static e => e.Name.Contains("{id}", StringComparison.Ordinal)), static e => Assert.True(e.IsReached, e.Name));
    }

    [Fact]
    public void Every_rule_but_the_first_has_a_hole_of_its_own()
    {
        string[] rules = [.. typeof(ProbeRuleIds).GetFields().Select(static f => (string)f.GetRawConstantValue()!)];

        Assert.Empty(rules.Except([ProbeRuleIds.OwnerWorks]).Except(Holes.All.Select(static h => h.RuleId)));
    }

    [Fact]
    public void Every_class_of_attacks_has_a_hole_or_is_shown_by_something_else()
    {
        string[] withHole = [.. Holes.All.Select(static h => h.Class).Distinct()];
        string[] elsewhere = [.. AttackClasses.All.Where(static c => c.Value.ShownBy is not null).Select(static c => c.Key)];

        Assert.Empty(withHole.Intersect(elsewhere));
        Assert.Equal(AttackClasses.All.Keys.Order(StringComparer.Ordinal), withHole.Concat(elsewhere).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_probe_cannot_see_is_said_with_what_shows_it()
    {
        string[] page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "attack-your-host.md"));
        string[] rows = [.. AttackClasses.All.Values.Where(static c => c.ShownBy is not null).Select(static c => $"| {c.Text} | {c.ShownBy} |")];

        Assert.NotEmpty(rows);
        Assert.Equal(rows, page.SkipWhile(static l => l != "| what goes wrong | what shows it |").Skip(2).TakeWhile(static l => l.StartsWith('|')));
    }

    [Fact]
    public void What_the_storage_kit_shows_has_a_leaky_store()
    {
        AttackClass[] ofStores = [.. AttackClasses.All.Values.Where(static c => c.ShownBy?.StartsWith("the storage kit", StringComparison.Ordinal) == true)];

        Assert.NotEmpty(ofStores);
        Assert.All(ofStores, static c => Assert.All(c.StoreRules, rule => Assert.Contains($"`{rule}`", c.ShownBy!, StringComparison.Ordinal)));
        Assert.All(ofStores, static c => Assert.NotEmpty(c.StoreRules));
        Assert.Empty(AttackClasses.All.Values.SelectMany(static c => c.StoreRules).Except(LeakyStores.All.Select(static l => l.RuleId)));
    }
}
