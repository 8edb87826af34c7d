using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Health;

/// <summary>What the probes of the directory and of the ledger say of each standing.</summary>
public sealed class ProbeTests
{
    [Theory]
    [InlineData(0, TenancyHealthState.Healthy, DenyReason.None)]
    [InlineData(15, TenancyHealthState.Healthy, DenyReason.None)]
    [InlineData(16, TenancyHealthState.Degraded, DenyReason.None)]
    [InlineData(30, TenancyHealthState.Degraded, DenyReason.None)]
    [InlineData(31, TenancyHealthState.Unhealthy, DenyReason.DependencyUnavailable)]
    public async Task Directory_is_unhealthy_exactly_when_decisions_are_refused(int seconds, TenancyHealthState expected, DenyReason refusal)
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.read");
        world.Directory.ReportRefreshed(world.Time.Now);
        world.Time.Advance(TimeSpan.FromSeconds(seconds));

        TenancyHealth health = await Ask(world, TenancyHealthSubject.Directory);

        Assert.Equal(expected, health.State);
        Assert.Equal(seconds, health.Numbers["age_seconds"]);
        var request = new AccessRequest(claim, world.Engine.Action("operator.read"), ResourceRef.Owned("r1", TestWorld.Acme), world.Time.Now);
        Assert.Equal(refusal, world.Engine.Decide(in request).Reason);
    }

    [Fact]
    public async Task Directory_that_does_not_age_is_healthy_and_one_that_was_never_read_is_not()
    {
        using var world = new TestWorld();
        Assert.Equal(TenancyHealthState.Healthy, (await Ask(world, TenancyHealthSubject.Directory)).State);

        using var unread = new TestWorld(build: static b => b.Services.Remove(b.Services.First(static s => s.ImplementationInstance?.GetType().Name == "DirectoryFill")));
        unread.Directory.FollowJournal();
        Assert.Equal(TenancyHealthState.Unhealthy, (await Ask(unread, TenancyHealthSubject.Directory)).State);
    }

    public static TheoryData<string, TenancyHealthState> Standings => new()
    {
        { "sound", TenancyHealthState.Healthy },
        { "busy", TenancyHealthState.Healthy },
        { "behind", TenancyHealthState.Degraded },
        { "behind for long", TenancyHealthState.Degraded },
        { "stalled", TenancyHealthState.Unhealthy },
        { "dropping", TenancyHealthState.Degraded },
        { "failed", TenancyHealthState.Unhealthy },
        { "failed long ago", TenancyHealthState.Degraded },
        { "faulted", TenancyHealthState.Unhealthy },
    };

    [Theory]
    [MemberData(nameof(Standings))]
    public async Task Ledger_says_how_it_stands(string standing, TenancyHealthState expected)
    {
        AuditLedgerStatus status = standing switch
        {
            "busy" => new() { Waiting = 9, OldestAge = TimeSpan.FromSeconds(5) },
            "behind" => new() { Waiting = 9, OldestAge = TimeSpan.FromSeconds(5.1) },
            "behind for long" => new() { Waiting = 9, OldestAge = TimeSpan.FromSeconds(30) },
            "stalled" => new() { Waiting = 9, OldestAge = TimeSpan.FromSeconds(30.1) },
            "dropping" => new() { Dropped = 4, IsDropping = true },
            "failed" => new() { LastFailureAge = TimeSpan.FromSeconds(30) },
            "failed long ago" => new() { LastFailureAge = TimeSpan.FromSeconds(30.1) },
            "faulted" => new() { IsFaulted = true },
            _ => new() { Dropped = 4 },
        };
        using var world = new TestWorld(build: b => b.UseLedger(_ => new StandingLedger(status)));

        TenancyHealth health = await Ask(world, TenancyHealthSubject.Ledger);

        Assert.Equal(expected, health.State);
        Assert.Equal([(double)status.Waiting, status.OldestAge?.TotalSeconds ?? 0, status.Dropped], [health.Numbers["waiting"], health.Numbers["oldest_seconds"], health.Numbers["dropped"]]);
    }

    [Fact]
    public async Task Ledger_behind_pseudonyms_is_seen_and_one_that_says_nothing_is_healthy()
    {
        using var veiled = new TestWorld(build: static b => b
            .UseLedger(static _ => new StandingLedger(new AuditLedgerStatus { IsFaulted = true }))
            .PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("2026", new byte[32])));
        Assert.Equal(TenancyHealthState.Unhealthy, (await Ask(veiled, TenancyHealthSubject.Ledger)).State);

        using var plain = new TestWorld();
        Assert.Equal(TenancyHealthState.Healthy, (await Ask(plain, TenancyHealthSubject.Ledger)).State);
    }

    /// <summary>The sentences are all that a health endpoint tells anybody.</summary>
    [Theory]
    [InlineData(TenancyHealthSubject.Directory, "The tenant directory ")]
    [InlineData(TenancyHealthSubject.Ledger, "The audit ledger ")]
    public void Each_state_has_a_sentence_of_its_own_about_its_subject(string name, string beginning)
    {
        using var world = new TestWorld();
        TenancyHealthSubject subject = world.Services.GetServices<ITenancyHealthProbe>().Single(p => p.Subject.Name == name).Subject;
        string[] texts = [.. Enum.GetValues<TenancyHealthState>().Select(subject.TextOf).Distinct()];

        Assert.Equal(3, texts.Length);
        Assert.All(texts, t => Assert.StartsWith(beginning, t, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Subject_without_a_name_is_none(string? name) =>
        Assert.Equal("name", Assert.ThrowsAny<ArgumentException>(() => new TenancyHealthSubject(name!, "fine", "slow", "down")).ParamName);

    private static async Task<TenancyHealth> Ask(TestWorld world, string name) =>
        await world.Services.GetServices<ITenancyHealthProbe>().Single(p => p.Subject.Name == name).ProbeAsync(TestContext.Current.CancellationToken);
}
