using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.TestKit;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Telemetry;

/// <summary>What a host exports with the OpenTelemetry SDK, under hostile requests that carry canaries wherever a caller may write.</summary>
[Collection(AloneCollection.Name)]
public sealed class ExportedTelemetryTests
{
    private const string Canary = "canary";

    // Every word that a tag of a metric may be. Whatever else is found is somebody's text.
    private static readonly string[] Outcomes = ["allowed", "denied"];
    private static readonly string[] Reasons = [.. Enum.GetValues<DenyReason>().Select(static r => r.ToCode())];

    [Fact]
    public async Task Hostile_requests_leave_no_text_and_no_more_series_than_reasons()
    {
        List<MetricSnapshot> exported = [];
        using MeterProvider meters = Sdk.CreateMeterProviderBuilder().AddMeter(TenancyTelemetry.Name).AddInMemoryExporter(exported).Build();
        int denied = 0;
        int allowed = 0;
        string[] canaries = [Canary, "acme", "globex", "initech", "someone"];
        await using (TestApp app = await StartAsync())
        {
            for (int i = 0; i < 40; i++)
            {
                string word = string.Create(CultureInfo.InvariantCulture, $"{Canary}{i}");
                foreach ((string path, string? credential, (string, string)[] headers) in Hostile(word))
                {
                    Answer answer = await app.GetAsync(path, credential, [.. headers, ("X-Request-Id", word), ("baggage", $"tenant.id={word}"), ("User-Agent", word)]);
                    (allowed, denied) = answer.Status == HttpStatusCode.OK ? (allowed + 1, denied) : (allowed, denied + 1);
                }
            }

            Assert.True(meters.ForceFlush());
        }

        MetricSnapshot[] last = [.. exported.GroupBy(static m => m.Name).Select(static g => g.Last())];
        (string, string)[] tags = [.. last.SelectMany(static m => m.MetricPoints).SelectMany(static p => Tags(p))];
        Assert.Contains((TenancyTelemetry.ReasonTag, "tenant_mismatch"), tags);
        Assert.All(tags, static t => Assert.True(
            t.Item1 == TenancyTelemetry.OutcomeTag ? Outcomes.Contains(t.Item2) : t.Item1 == TenancyTelemetry.ReasonTag && Reasons.Contains(t.Item2), $"{t.Item1}={t.Item2}"));
        Assert.All(last, static m => Assert.InRange(m.MetricPoints.Count, 0, Reasons.Length));
        Assert.All(last, m => Assert.DoesNotContain(canaries, c => $"{m.Name} {m.Unit} {m.Description}".Contains(c, StringComparison.Ordinal)));

        // Each request was decided once: the guard of an endpoint decides nothing anew.
        Assert.Equal(allowed, Sum(last, "openclaw.tenancy.decisions", "allowed"));
        Assert.Equal(denied, Sum(last, "openclaw.tenancy.denials", null));
        Assert.True(allowed > 0 && denied > 100);
    }

    [Theory]
    [InlineData(TenantTag.Plain)]
    [InlineData(TenantTag.Pseudonym)]
    [InlineData(TenantTag.Absent)]
    public async Task Exported_spans_carry_the_tenant_as_the_options_say_and_no_baggage(TenantTag tag)
    {
        List<Activity> exported = [];
        using TracerProvider tracer = Sdk.CreateTracerProviderBuilder().AddSource(TenancyTelemetry.Name).AddInMemoryExporter(exported).Build();
        string? expected;
        await using (TestApp app = await StartAsync(tag))
        {
            expected = tag switch
            {
                TenantTag.Plain => "acme",
                TenantTag.Pseudonym => app.Services.GetRequiredService<AuditSubjects>().TextOf(TenantId.From("acme")),
                _ => null,
            };
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", "acme|operator.read")).Status);
            await app.GetAsync($"/{Canary}", $"acme|{Canary}", ("X-Tenant-Id", Canary));
            await app.GetAsync("/x", Canary);
            Assert.True(tracer.ForceFlush());
        }

        Assert.Equal(
            ["openclaw.tenancy.decide", "openclaw.tenancy.ledger.append", "openclaw.tenancy.verify", "openclaw.tenancy.verify", "openclaw.tenancy.verify"],
            exported.Select(static a => a.OperationName).Order(StringComparer.Ordinal));
        Activity[] own = [.. exported.Where(static a => (string?)a.GetTagItem(TenancyTelemetry.OutcomeTag) != "denied")];
        Assert.NotEmpty(own);
        Assert.All(own, a => Assert.Equal(expected, a.GetTagItem("tenant.id")));
        Assert.All(exported.Except(own), static a => Assert.Null(a.GetTagItem("tenant.id")));
        Assert.All(exported, static a => Assert.Empty(a.Baggage));
        Assert.All(exported, static a => Assert.DoesNotContain(
            Canary, string.Join('|', a.TagObjects.Select(static t => $"{t.Key}={t.Value}").Append(a.DisplayName).Append(a.StatusDescription)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_over_http_says_a_state_and_nothing_else()
    {
        await using TestApp app = await StartAsync();
        Answer well = await app.GetAsync("/readyz", headers: ("X-Tenant-Id", Canary));
        app.Directory.ReportRefreshed(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5));
        Answer down = await app.GetAsync("/readyz");

        Assert.Equal((HttpStatusCode.OK, "Healthy"), (well.Status, well.Body));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), (down.Status, down.Body));
    }

    private static IEnumerable<(string Path, string? Credential, (string, string)[] Headers)> Hostile(string word) =>
    [
        ("/x", "acme|operator.read", []),
        ("/x", null, []),
        ("/x", word, []),
        ("/x", "throw", []),
        ("/x", $"acme|{word}", []),
        ("/x", "acme|operator.read@globex", []),
        ($"/{word}", null, []),
        ($"/things/{word}", "acme|operator.read", []),
        ("/things/g1", "acme|operator.read", []),
        ($"/things/{word}%2F..%2Fg1", "acme|operator.read", []),
        ("/x", "acme|operator.read", [("X-Tenant-Id", word)]),
        ("/x", "acme|operator.read", [("X-Tenant-Id", "globex")]),
        ($"/x?tenant={word}", "globex", []),
    ];

    private static IEnumerable<(string, string)> Tags(MetricPoint point)
    {
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            yield return (tag.Key, (string)tag.Value!);
        }
    }

    private static long Sum(MetricSnapshot[] metrics, string name, string? outcome) => metrics.Single(m => m.Name == name).MetricPoints
        .Where(p => outcome is null || Tags(p).Contains((TenancyTelemetry.OutcomeTag, outcome))).Sum(static p => p.GetSumLong());

    private static Task<TestApp> StartAsync(TenantTag tag = TenantTag.Plain) => TestApp.StartAsync(
        a =>
        {
            a.MapGet("/x", static () => "x").RequireTenantScope("operator.read");
            a.MapGet("/things/{id}", static (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("id");
            a.MapHealthChecks("/readyz").AllowTenantless("readiness probe");
        },
        b => b.UseLedger(static _ => new DurableLedger()).PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("2026", new byte[32])),
        o => (o.TenantTag, o.RecordAllowed) = (tag, AllowedRecords.Durable),
        static s =>
        {
            s.AddSingleton<IResourceOwnerSource<Thing>, Thing>();
            s.AddHealthChecks().AddTenancyHealthChecks();
        });
}
