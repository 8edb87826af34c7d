using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A record says which run a request belongs to, under which correlation id and in which trace it was asked.</summary>
public sealed class RecordsRunTests
{
    private const string Reader = "acme|operator.read";
    private static readonly TenantId Acme = TenantId.From("acme");

    [Theory]
    [InlineData("/runs/r1/things", "none")]
    [InlineData("/runs/r1/things/a1", "none")]
    [InlineData("/runs/r1/things/g1", "not_found")]
    [InlineData("/runs/r1/things/absent", "not_found")]
    [InlineData("/runs/r1/things/down", "dependency_unavailable")]
    [InlineData("/runs/r1/things/~", "invalid_id")]
    [InlineData("/runs/r1/admin", "scope_missing")]
    [InlineData("/runs/r1/handled", "invalid_request")]
    public async Task Every_decision_says_the_run(string path, string code)
    {
        await using TestApp app = await StartAsync();

        await app.GetAsync(path, Reader);

        AuditEnvelope record = app.Ledger.Read(Acme).Select(static r => r.Envelope).Last();
        Assert.Equal(("r1", code), (record.RunId, record.ReasonCode));
        Assert.NotEmpty(record.CorrelationId);
        Assert.All(app.Ledger.Read(TenantId.Platform), static r => Assert.Equal("r1", r.Envelope.RunId));
    }

    [Fact]
    public async Task Foreign_and_absent_leave_the_same()
    {
        await using TestApp app = await StartAsync();

        await app.GetAsync("/runs/r1/things/g1", Reader);
        await app.GetAsync("/runs/r1/things/absent", Reader);

        AuditEnvelope[] own = [.. app.Ledger.Read(Acme).Select(static r => r.Envelope)];
        Assert.Equal(2, own.Length);
        Assert.Equal(Shape(own[0]), Shape(own[1]));
        Assert.Empty(app.Ledger.Read(TenantId.From("globex")));

        static (string?, string?, string, string, TenantId?, TenantId?, string?) Shape(AuditEnvelope e) =>
            (e.RunId, e.Actor, e.Action, e.ReasonCode, e.EffectiveTenant, e.TargetTenant, e.Way);
    }

    [Fact]
    public async Task What_a_handler_asks_for_says_the_run_too()
    {
        await using TestApp app = await StartAsync();

        Assert.Equal("r1", (await app.GetAsync("/runs/r1/asks", Reader)).Body);

        Assert.Equal(["r1", "r1"], app.Ledger.Read(Acme).Select(static r => r.Envelope.RunId));
        Assert.Single(app.Ledger.Read(Acme).Select(static r => r.Envelope.CorrelationId).Distinct());
    }

    [Fact]
    public async Task Of_several_the_nearest_counts()
    {
        await using TestApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/runs/r1/children/r2", Reader)).Status);

        Assert.Equal("r2", Assert.Single(app.Ledger.Read(Acme)).Envelope.RunId);
    }

    [Fact]
    public async Task A_stranger_says_no_run()
    {
        await using TestApp app = await StartAsync();

        await app.GetAsync("/runs/r1/things");

        Assert.Null(Assert.Single(app.Ledger.Read(TenantId.Platform)).Envelope.RunId);
    }

    [Fact]
    public async Task What_a_caller_writes_there_is_one_bounded_line_without_secrets()
    {
        await using TestApp app = await StartAsync();

        await app.GetAsync($"/runs/{new string('x', 2000)}/things", Reader);
        await app.GetAsync("/runs/a%0D%0Aallowed%E2%80%A8b/things", Reader);
        await app.GetAsync("/runs/ghp_0123456789abcdefghij/things", Reader);

        List<string?> runs = [.. app.Ledger.Read(Acme).Select(static r => r.Envelope.RunId)];
        Assert.Equal<string?>([$"{new string('x', 256)}...", @"a\u000d\u000aallowed\u2028b", "***"], runs);
    }

    [Fact]
    public async Task A_controller_says_it_with_an_attribute()
    {
        await using TestApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/controlled/r7", Reader)).Status);

        Assert.Equal("r7", Assert.Single(app.Ledger.Read(Acme)).Envelope.RunId);
    }

    [Fact]
    public async Task The_trace_is_the_activitys()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static s => s.Name == "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await using TestApp app = await StartAsync();

        await app.GetAsync("/runs/r1/things", Reader, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await app.GetAsync("/runs/r1/admin", Reader, ("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await app.GetAsync("/runs/r1/things", Reader, ("traceparent", "00-0af7651916cd43dd-b7ad6b7169203331-01"));

        List<string?> traces = [.. app.Ledger.Read(Acme).Select(static r => r.Envelope.TraceId)];
        Assert.Equal(["0af7651916cd43dd8448eb211c80319c", "1af7651916cd43dd8448eb211c80319c"], traces.Take(2));
        Assert.Matches("^[0-9a-f]{32}$", traces[2]);
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        static a =>
        {
            RouteGroup(a);
            a.MapControllers();
        },
        options: static o => o.RecordAllowed = AllowedRecords.Emitted,
        services: static s => OneController.Add(s, typeof(RunsController)));

    private static void RouteGroup(WebApplication app)
    {
        var runs = app.MapGroup("/runs/{run}").RecordsRun("run");
        runs.MapGet("/things", static () => "all").RequireTenantScope("operator.read");
        runs.MapGet("/things/{id}", static (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("id");
        runs.MapGet("/children/{child}", static (string child) => child).RequireTenantScope("operator.read").RecordsRun("child");
        runs.MapGet("/admin", static () => "x").RequireTenantScope("operator.admin");
        runs.MapGet("/asks", static async (TenantContext tenant, PolicyEngine engine) =>
        {
            await tenant.AuthorizeAsync(engine.Action("operator.read", "more"));
            return tenant.RunId;
        }).RequireTenantScope("operator.read");
        runs.MapGet("/handled", static (HttpContext context, TenantContext tenant, RefusalTrail trail) =>
        {
            trail.Record(context, tenant.Claim, "handled", resourceId: null, Problem.InvalidRequest.Code);
            return Problem.InvalidRequest.ToResult();
        }).RequireTenantScope("operator.read");
    }
}
