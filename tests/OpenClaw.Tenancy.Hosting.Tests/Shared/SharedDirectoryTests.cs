using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>A host that follows a journal: what it knows at start, how it learns of changes, and what it does when it cannot.</summary>
public sealed class SharedDirectoryTests
{
    private static readonly TenantId Acme = TestWorld.Acme;
    private static readonly TenantId Globex = TestWorld.Globex;

    private readonly ManualTime _time = new();
    private readonly FakeJournal _journal;

    public SharedDirectoryTests()
    {
        _journal = new FakeJournal(_time);
        _journal.Append(Register(Acme), Register(Globex), DirectoryChange.SetStatus(Globex, TenantStatus.Suspended));
    }

    [Fact]
    public async Task The_whole_journal_is_applied_before_any_part_of_the_host_starts()
    {
        var probe = new StartProbe();
        using var host = new SharedHost(_journal, _time, o => o.PageSize = 1, more: b => b.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(probe)));
        probe.Look = () => (host.Status("acme"), host.Status("globex"), host.ReasonFor("acme"));

        await host.StartAsync();

        Assert.Equal((TenantStatus.Active, TenantStatus.Suspended, null), probe.Seen);
        Assert.Equal(3, host.Directory.AppliedSequence);
    }

    [Fact]
    public async Task Host_does_not_start_without_the_journal()
    {
        _journal.BeforeAnswer = static _ => throw new InvalidOperationException("the database is away");
        using var host = new SharedHost(_journal, _time);

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(host.StartAsync);

        Assert.Contains("could not be loaded", refused.Message, StringComparison.Ordinal);
        Assert.Contains("the database is away", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"v":1,"kind":"MemberPromoted","tenant":"acme"}""")]
    [InlineData("""{"v":2,"kind":"StatusSet","tenant":"acme","status":"Active"}""")]
    [InlineData("not json")]
    public async Task Host_does_not_start_with_a_record_that_it_does_not_understand(string text)
    {
        _journal.Append(text);
        using var host = new SharedHost(_journal, _time);

        await Assert.ThrowsAsync<TenancyConfigurationException>(host.StartAsync);
    }

    [Fact]
    public async Task Without_a_signal_a_change_comes_by_the_poll()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);

        _journal.Append(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended));
        _time.Advance(TimeSpan.FromSeconds(5));

        await SharedHost.Until(() => host.Status("acme") == TenantStatus.Suspended);
    }

    [Fact]
    public async Task With_a_signal_a_change_comes_without_any_time_passing()
    {
        _journal.Signals = true;
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);
        VerifiedTenantClaim before = host.Accept("acme").Claim!;

        _journal.Append(DirectoryChange.RevokeMember(Acme, "idp", "alice", mayReturn: false));

        await SharedHost.Until(() => host.ReasonFor("acme") == DenyReason.Revoked);
        Assert.Null(host.ReasonFor("acme", "bob"));
        Assert.NotNull(before);
    }

    [Fact]
    public async Task Contents_are_as_fresh_as_the_beginning_of_the_reading()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time, o => o.ReadTimeout = TimeSpan.FromSeconds(30));
        var answer = new TaskCompletionSource();
        _journal.BeforeAnswer = _ => answer.Task;
        int before = _journal.Readings;
        _journal.Signal();
        await SharedHost.Until(() => _journal.Readings > before);

        _journal.Append(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended));      // after the question: not in the answer
        _time.Advance(TimeSpan.FromSeconds(20));
        _journal.BeforeAnswer = static _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        answer.SetResult();
        await SharedHost.Until(() => _journal.Readings > before + 1);
        Assert.Null(host.ReasonFor("acme"));
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(DenyReason.DependencyUnavailable, host.ReasonFor("acme"));
    }

    [Fact]
    public async Task Past_the_greatest_age_everything_is_refused_and_comes_back_by_itself()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);
        _journal.BeforeAnswer = static _ => throw new InvalidOperationException("away");
        for (int i = 0; i < 7; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(DenyReason.DependencyUnavailable, host.ReasonFor("acme"));
        await SharedHost.Until(() => host.Log.Events.Contains(2102));

        _journal.BeforeAnswer = static _ => Task.CompletedTask;
        _time.Advance(TimeSpan.FromSeconds(5));
        await SharedHost.Until(() => host.ReasonFor("acme") is null);
        await SharedHost.Until(() => host.Log.Events.Contains(2105));
    }

    [Fact]
    public async Task Reading_that_never_answers_is_given_up()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);
        int before = _journal.Readings;
        _journal.BeforeAnswer = static _ => new TaskCompletionSource().Task;          // not even the cancellation ends it
        _journal.Signal();
        await SharedHost.Until(() => _journal.Readings > before);

        _journal.BeforeAnswer = static _ => Task.CompletedTask;
        _journal.Append(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended));
        await SharedHost.Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return host.Status("acme") == TenantStatus.Suspended;
        });
    }

    [Theory]
    [InlineData("""{"v":1,"kind":"MemberPromoted","tenant":"acme"}""", 0L)]
    [InlineData("""{"v":1,"kind":"StatusSet","tenant":"acme","status":"Active"}""", 9L)]
    public async Task Record_that_is_not_understood_or_not_the_next_ends_the_following(string text, long sequence)
    {
        _journal.Signals = true;
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);

        _journal.Append(text, sequence == 0 ? null : sequence);
        await SharedHost.Until(() => host.Log.Events.Contains(2103));
        _journal.Append(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Writer.WriteAsync(Register(TestWorld.Initech), TestContext.Current.CancellationToken));
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(DenyReason.DependencyUnavailable, host.ReasonFor("acme"));
        Assert.Equal(3, host.Directory.AppliedSequence);
    }

    [Fact]
    public async Task Writer_returns_when_the_change_counts_here()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);

        DirectoryWrite write = await host.Writer.WriteAsync(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended), TestContext.Current.CancellationToken);

        Assert.Equal((true, 4, TenantStatus.Suspended), (write.IsApplied, write.Sequence, host.Status("acme")));
    }

    [Fact]
    public async Task Change_that_is_refused_is_not_written_and_one_that_lost_a_race_is_told()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);
        CancellationToken token = TestContext.Current.CancellationToken;

        DirectoryWrite early = await host.Writer.WriteAsync(DirectoryChange.SetStatus(TestWorld.Initech, TenantStatus.Active), token);
        Assert.Equal((0, DirectoryRefusalReason.NotFound), (early.Sequence, early.Refusal!.Reason));
        Assert.Equal(4, _journal.Append(Register(TenantId.From("corn")).ToText()));
        DirectoryWrite lost = await host.Writer.WriteAsync(Register(TenantId.From("com")), token);

        Assert.Equal((5, DirectoryRefusalReason.Conflict), (lost.Sequence, lost.Refusal!.Reason));
        Assert.Contains("looks like", lost.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains(2104, host.Log.Events);
        Assert.False(host.Directory.TryFind("com", out _));
        await host.Writer.WriteAsync(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended), token);
        Assert.Equal(6, host.Directory.AppliedSequence);
    }

    [Fact]
    public async Task Hosts_that_read_the_same_agree_on_generations_and_moments()
    {
        using SharedHost early = await SharedHost.StartAsync(_journal, _time);
        DirectoryChange[] changes =
        [
            DirectoryChange.RevokeMember(Acme, "idp", "alice", mayReturn: true),
            DirectoryChange.SetStatus(Acme, TenantStatus.Suspended),
            DirectoryChange.SetStatus(Acme, TenantStatus.Active),
            DirectoryChange.RevokeMember(Acme, "idp", "alice", mayReturn: true),
        ];
        foreach (DirectoryChange change in changes)
        {
            await early.Writer.WriteAsync(change, TestContext.Current.CancellationToken);
        }

        _time.Advance(TimeSpan.FromMinutes(10));
        using SharedHost late = await SharedHost.StartAsync(_journal, _time);
        await SharedHost.Until(() => early.ReasonFor("acme") is null);

        long generation = early.Directory.GenerationOf(Acme, "idp", "alice");
        Assert.Equal(generation, late.Directory.GenerationOf(Acme, "idp", "alice"));
        // Issued after the revocation and before this process read of it: alive.
        Assert.NotNull(late.Accept("acme", age: TimeSpan.FromMinutes(1)).Claim);
        Assert.Equal(DenyReason.Revoked, late.Accept("acme", generation: generation - 1).Reason);
        Assert.NotNull(late.Accept("acme", generation: generation).Claim);
    }

    [Fact]
    public async Task Directory_that_follows_is_changed_by_the_journal_alone()
    {
        using SharedHost host = await SharedHost.StartAsync(_journal, _time);

        Assert.Throws<InvalidOperationException>(() => host.Directory.Add(new TenantRegistration(TestWorld.Initech)));
        Assert.Throws<InvalidOperationException>(() => host.Directory.SetStatus(Acme, TenantStatus.Suspended));
        Assert.Throws<InvalidOperationException>(() => host.Directory.RevokeMember(Acme, "idp", "alice"));
        Assert.Throws<InvalidOperationException>(() => host.Directory.ReinstateMember(Acme, "idp", "alice"));
        Assert.Throws<InvalidOperationException>(() => host.Directory.RevokeCredential(Acme, "idp", "c1"));
    }

    [Fact]
    public async Task Tenants_that_one_process_alone_was_told_of_refuse_the_start()
    {
        using var host = new SharedHost(_journal, _time, more: b => b.AddTenants("initech"));

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(host.StartAsync);

        Assert.Contains("this process alone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabled_host_reads_nothing_and_is_never_too_old()
    {
        using var host = new SharedHost(_journal, _time, mode: TenancyMode.Disabled);
        await host.StartAsync();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _journal.Readings);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Writer.WriteAsync(Register(TestWorld.Initech), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Writer_of_a_host_that_is_not_running_writes_nothing()
    {
        using var host = new SharedHost(_journal, _time);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Writer.WriteAsync(Register(TestWorld.Initech), TestContext.Current.CancellationToken));
        await host.StartAsync();
        await host.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Writer.WriteAsync(Register(TestWorld.Initech), TestContext.Current.CancellationToken));

        Assert.Equal(4, _journal.Append("next"));
    }

    [Fact]
    public async Task Options_are_checked_all_at_once()
    {
        using var host = new SharedHost(_journal, _time, o =>
        {
            o.PollInterval = TimeSpan.FromSeconds(6);
            o.ReadTimeout = TimeSpan.Zero;
            o.PageSize = 0;
        }, b => b.Services.Remove(b.Services.Single(static s => s.ServiceType == typeof(IDirectoryJournal))));

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);

        Assert.Equal(4, refused.Failures.Count());
    }

    private static DirectoryChange Register(TenantId tenant) => DirectoryChange.Register(new TenantRegistration(tenant));

    private sealed class StartProbe : IHostedService
    {
        public Func<(TenantStatus, TenantStatus, DenyReason?)> Look { get; set; } = static () => default;

        public (TenantStatus, TenantStatus, DenyReason?) Seen { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Seen = Look();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
