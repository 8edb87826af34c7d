using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>A ledger in a file: what a line says, and where it stands.</summary>
public sealed class JsonlLedgerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Line_has_every_member_of_the_envelope()
    {
        using var world = new LedgerWorld(_folder.Path);
        AuditEnvelope envelope = new(TestWorld.Acme, world.World.Time.Now.ToOffset(TimeSpan.FromHours(2)))
        {
            EffectiveTenant = TestWorld.Acme,
            TargetTenant = TestWorld.Globex,
            Actor = "alice",
            Issuer = "idp",
            Delegate = "agent",
            DelegateIssuer = "runtime",
            Action = "members.add",
            ResourceId = "bob",
            RunId = "r1",
            GrantId = "g1",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Outcome = AuditOutcome.Allowed,
            ReasonCode = "none",
            Detail = "detail",
            StatedReason = "because",
            Way = "own",
            Details = new Dictionary<string, string> { ["ticket"] = "T-1", ["a"] = "first" },
            Suppressed = 3,
            CorrelationId = "c-1",
        };
        await world.Ledger.AppendAsync(envelope, Token);

        string line = Assert.Single(LedgerWorld.Records(world.File));
        using var json = JsonDocument.Parse(line);
        JsonElement body = json.RootElement.GetProperty("body");
        PropertyInfo[] members = typeof(AuditEnvelope).GetProperties();
        Assert.Equal(
            members.Select(static m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Name)).Concat(["v", "sequence", "previous"]).Order(),
            body.EnumerateObject().Select(static m => m.Name).Order());
        AuditRecord record = Assert.Single(await world.World.Services.ReadTrailAsync(TestWorld.Acme, 0, 10, Token));
        Assert.Equal(1, record.Sequence);
        Assert.All(members, m => Assert.NotNull(m.GetValue(envelope)));
        Assert.All(members, m => Assert.Equal(m.GetValue(envelope), m.GetValue(record.Envelope)));
    }

    [Theory]
    [InlineData("a\nb\r\u2028\u2029\u0085\u001b[31m")]
    [InlineData("\"},{\"tenant\":\"globex")]
    [InlineData("\\u000a\\")]
    [InlineData("\ud800 alone")]
    [InlineData("__proto__")]
    [InlineData("Bearer c4n4ry\nsk-c4n4ryc4n4ry \"ghp_c4n4ry\\")]
    [InlineData("")]
    public async Task Text_from_outside_stays_in_its_line_and_reads_as_it_was_kept(string text)
    {
        using var world = new LedgerWorld(_folder.Path);
        foreach (string longer in new[] { text, text + new string('x', 300), new string('\n', 256), new string('\\', 300) })
        {
            AuditEnvelope envelope = new(TestWorld.Acme, world.World.Time.Now)
            {
                Actor = longer,
                ResourceId = longer,
                Issuer = text,
                Action = text,
                Outcome = AuditOutcome.Denied,
                ReasonCode = text,
                Detail = text,
                CorrelationId = longer,
            };
            await world.Ledger.AppendAsync(envelope, Token);
            AuditEnvelope read = (await world.World.Services.ReadTrailAsync(TestWorld.Acme, 0, 10, Token))[^1].Envelope;

            Assert.Equal((envelope.Actor, envelope.ResourceId, envelope.CorrelationId), (read.Actor, read.ResourceId, read.CorrelationId));
            Assert.Equal((envelope.Issuer, envelope.Action, envelope.ReasonCode, envelope.Detail), (read.Issuer, read.Action, read.ReasonCode, read.Detail));
        }

        Assert.Equal(4, LedgerWorld.Records(world.File).Length);
        Assert.All(LedgerWorld.Records(world.File), static line => Assert.True(Ascii.IsValid(line)));
    }

    [Fact]
    public async Task Places_go_on_after_a_restart_without_a_gap()
    {
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TenantId.Platform];
        for (int start = 1; start <= 3; start++)
        {
            using var world = new LedgerWorld(_folder.Path);
            await Task.WhenAll(Enumerable.Range(0, 90).Select(i => world.Append($"a{i}", tenants[i % 3])));
            foreach (TenantId tenant in tenants)
            {
                IReadOnlyList<AuditRecord> trail = await world.World.Services.ReadTrailAsync(tenant, 0, 1000, Token);
                Assert.Equal(Enumerable.Range(1, 30 * start).Select(static i => (long)i), trail.Select(static r => r.Sequence));
                Assert.All(trail, r => Assert.Equal(tenant, r.Envelope.Tenant));
            }
        }
    }

    [Fact]
    public async Task Reading_is_bounded_and_begins_where_it_is_told()
    {
        using var world = new LedgerWorld(_folder.Path);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.Append($"a{i}")));

        Assert.Equal([6L, 7L, 8L], (await world.World.Services.ReadTrailAsync(TestWorld.Acme, 5, 3, Token)).Select(static r => r.Sequence));
        Assert.Empty(await world.World.Services.ReadTrailAsync(TestWorld.Globex, 0, 3, Token));
    }

    [Fact]
    public async Task Ids_come_back_by_the_directory_and_one_that_cannot_is_not_made_up()
    {
        TenantId known = TenantId.FromExternal("https://idp.example", "Known GmbH");
        using var world = new LedgerWorld(_folder.Path);
        world.World.Directory.Add(new Tenancy.Directory.TenantRegistration("https://idp.example", "Known GmbH"));
        AuditEnvelope Aimed(TenantId target) => new(TenantId.Platform, world.World.Time.Now) { TargetTenant = target, Action = "a", Outcome = AuditOutcome.Denied, ReasonCode = "r" };
        foreach (TenantId target in new[] { known, TenantId.Platform, TenantId.Default, TenantId.From("soylent") })
        {
            await world.Ledger.AppendAsync(Aimed(target), Token);
            Assert.Equal(target, (await world.World.Services.ReadTrailAsync(TenantId.Platform, 0, 10, Token))[^1].Envelope.TargetTenant);
        }

        await world.Ledger.AppendAsync(Aimed(TenantId.FromExternal("https://idp.example", "gone")), Token);
        await Assert.ThrowsAsync<InvalidDataException>(() => world.World.Services.ReadTrailAsync(TenantId.Platform, 0, 10, Token));
    }

    [Fact]
    public async Task Act_that_needs_a_record_first_is_allowed_and_recorded()
    {
        using var world = new LedgerWorld(_folder.Path);
        PolicyEngine engine = world.World.Engine;
        AccessAction action = engine.Action("operator.admin", "members.add", AccessActionKind.TenantPrivilege);
        var request = new AccessRequest(world.World.Claim(TestWorld.Acme, "operator.admin"), action, ResourceRef.Collection(TestWorld.Acme), world.World.Time.Now);

        Assert.True((await engine.DecideAsync(request, Token)).IsAllowed);
        Assert.Contains("\"action\":\"members.add\"", Assert.Single(LedgerWorld.Records(world.File)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_emitted_is_written_before_the_host_has_stopped()
    {
        var disk = new TestDisk();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        disk.Use(builder.Services.AddTenancy(o => o.Mode = TenancyMode.Disabled).AddJsonlLedger(_folder.Path));
        using IHost host = builder.Build();
        await host.StartAsync(Token);
        using var hanging = new SemaphoreSlim(0);
        disk.Sync = _ => hanging.Wait();
        for (int i = 0; i < 100; i++)
        {
            host.Services.GetRequiredService<IAuditLedger>().Emit(new AuditEnvelope(TenantId.Default, DateTimeOffset.UnixEpoch) { Action = "a", Outcome = AuditOutcome.Denied, ReasonCode = "r" });
        }

        // However long the disk takes; the half second is for a host that does not wait.
        Task stopping = host.StopAsync(Token);
        Assert.NotSame(stopping, await Task.WhenAny(stopping, Task.Delay(500, Token)));
        hanging.Release(100);
        await stopping;

        Assert.Equal(100, LedgerWorld.Records(LedgerWorld.PathIn(_folder.Path)).Length);
    }

    [Fact]
    public async Task Closed_ledger_takes_nothing_and_says_so()
    {
        var world = new LedgerWorld(_folder.Path);
        world.Ledger.Emit(world.Envelope(actor: "last"));
        world.Dispose();

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Append("late"));
        world.Ledger.Emit(world.Envelope(actor: "late"));
        Assert.Contains("last", Assert.Single(LedgerWorld.Records(world.File)), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_checked_all_at_once()
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => new LedgerWorld(_folder.Path, options: o =>
        {
            o.Folder = " ";
            o.MaxWaiting = 0;
        }));

        Assert.Equal(3, refused.Failures.Count());
    }
}
