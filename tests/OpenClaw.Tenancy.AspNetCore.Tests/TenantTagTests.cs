using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Tests.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>The spans and the log lines of a request say whose it is, from where its tenant is known, and no other request's do.</summary>
public sealed class TenantTagTests : IDisposable
{
    private const string Hosting = "Microsoft.AspNetCore";
    private readonly ActivitySource _source = new($"tests.{Guid.NewGuid():N}");
    private readonly ScopedLines _lines = new();
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();

    private (string Name, string Value) Traced => ("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01");

    public void Dispose()
    {
        _source.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public async Task All_within_say_it_and_nothing_before_or_after_does()
    {
        using var caught = new CaughtSpans(Hosting, _source.Name);
        await using TestApp app = await StartAsync();

        Assert.Equal("x", (await app.GetAsync("/x", "acme|operator.read", Traced)).Body);

        Assert.Equal("acme", (await caught.ServerSpanAsync(_trace)).Tenant);
        await app.DisposeAsync();
        Assert.Equal([("before", ""), ("handler", "acme"), ("after", "")], Said("before", "handler", "after"));
        Assert.Equal(["acme"], caught.Ended.Where(static s => s.Name == "handler").Select(static s => s.Tenant));
        Assert.All(caught.Ended.Where(static s => s.Name is "before" or "after"), static s => Assert.Null(s.Tenant));
        Assert.All(_lines.Lines.Where(static l => l.Text.StartsWith("Request ", StringComparison.Ordinal)), static l => Assert.Empty(l.Tenants));
    }

    [Theory]
    [InlineData("/none", "acme|operator.read")]
    [InlineData("/things/g1", "acme|operator.read")]
    [InlineData("/x", "acme")]
    public async Task A_refusal_names_who_was_refused_and_nobody_else(string path, string credential)
    {
        using var caught = new CaughtSpans(Hosting);
        await using TestApp app = await StartAsync();

        await app.GetAsync(path, credential, Traced);

        Assert.Equal("acme", (await caught.ServerSpanAsync(_trace)).Tenant);
        await app.DisposeAsync();
        Assert.DoesNotContain(_lines.Lines, static l => l.Tenants.Any(static t => t != "acme"));
    }

    [Theory]
    [InlineData("/x", null)]
    [InlineData("/x", "forged")]
    [InlineData("/open", "acme|operator.read")]
    public async Task Where_there_is_no_tenant_nothing_names_one(string path, string? credential)
    {
        using var caught = new CaughtSpans(Hosting);
        await using TestApp app = await StartAsync();

        await app.GetAsync(path, credential, ("X-Tenant-Id", "acme"), Traced);

        Assert.Null((await caught.ServerSpanAsync(_trace)).Tenant);
        await app.DisposeAsync();
        Assert.All(_lines.Lines, static l => Assert.Empty(l.Tenants));
    }

    [Fact]
    public async Task Absent_names_nobody()
    {
        using var caught = new CaughtSpans(Hosting, _source.Name);
        await using TestApp app = await StartAsync(TenantTag.Absent);

        await app.GetAsync("/x", "acme|operator.read", Traced);

        Assert.Null((await caught.ServerSpanAsync(_trace)).Tenant);
        await app.DisposeAsync();
        Assert.Equal([("before", null), ("handler", null), ("after", null)], caught.Ended.Where(static s => s.Name is "before" or "handler" or "after").OrderBy(static s => s.Name is "before" ? 0 : s.Name is "handler" ? 1 : 2));
        Assert.All(_lines.Lines, static l => Assert.Empty(l.Tenants));
    }

    [Fact]
    public async Task A_filter_that_shuts_the_librarys_own_lines_leaves_the_tag_on_all_others()
    {
        await using TestApp app = await StartAsync(services: static s => s.AddLogging(static l => l.AddFilter("OpenClaw", LogLevel.None)));

        await app.GetAsync("/x", "acme|operator.read");

        await app.DisposeAsync();
        Assert.Equal([("before", ""), ("handler", "acme"), ("after", "")], Said("before", "handler", "after"));
    }

    [Fact]
    public async Task Token_of_a_grant_names_the_tenant_that_it_reaches()
    {
        using var caught = new CaughtSpans(Hosting);
        await using BreakGlassHost host = await BreakGlassHost.StartAsync(static o => o.TenantTag = TenantTag.Plain);
        (_, string token) = await host.OpenAsync();

        await host.SendAsync("GET", "/work", token, header: Traced);

        Assert.Equal("acme", (await caught.ServerSpanAsync(_trace)).Tenant);
    }

    [Fact]
    public async Task Requests_of_sixteen_tenants_at_once_are_never_mixed_up()
    {
        string[] tenants = [.. Enumerable.Range(0, 16).Select(static i => string.Create(CultureInfo.InvariantCulture, $"t{i}"))];
        using var caught = new CaughtSpans(_source.Name);
        await using TestApp app = await StartAsync(tenants: tenants);

        await Parallel.ForAsync(0, 480, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            Assert.Equal(200, (int)(await app.GetAsync($"/said/{tenants[i % 16]}", $"{tenants[i % 16]}|operator.read")).Status));
        await app.DisposeAsync();

        (string Name, string? Tenant)[] said = [.. caught.Ended.Where(static s => s.Name.StartsWith('t'))];
        Assert.Equal(480, said.Length);
        Assert.All(said, static s => Assert.Equal(s.Name, s.Tenant));
        ScopedLine[] lines = [.. _lines.Lines.Where(l => tenants.Contains(l.Text, StringComparer.Ordinal))];
        Assert.Equal(480, lines.Length);
        Assert.All(lines, static l => Assert.Equal([l.Text], l.Tenants));
    }

    private IEnumerable<(string, string)> Said(params string[] texts) =>
        _lines.Lines.Where(l => texts.Contains(l.Text, StringComparer.Ordinal)).Select(static l => (l.Text, string.Join(',', l.Tenants)));

    private Task<TestApp> StartAsync(TenantTag tag = TenantTag.Plain, string[]? tenants = null, Action<IServiceCollection>? services = null) => TestApp.StartAsync(TestApp.Build(
        a =>
        {
            a.Use(async (HttpContext context, RequestDelegate next) =>
            {
                Say(context, "before");
                await next(context);
                Say(context, "after");
            });
            a.UseTenancy();
            a.MapGet("/x", (HttpContext context) => Say(context, "handler", "x")).RequireTenantScope("operator.read");
            a.MapGet("/said/{text}", async (HttpContext context, string text) =>
            {
                await Task.Yield();
                return Say(context, text, "said");
            }).RequireTenantScope("operator.read");
            a.MapGet("/things/{id}", static (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("id");
            a.MapGet("/open", static () => "open").AllowTenantless("open");
        },
        b => b.AddTenants((tenants ?? []).Select(static t => new TenantRegistration(TenantId.From(t)) { Issuers = ["plain"] })),
        o => o.TenantTag = tag,
        s =>
        {
            s.AddLogging(l => l.AddProvider(_lines));
            s.AddSingleton<IResourceOwnerSource<Thing>, Thing>();
            services?.Invoke(s);
        }));

    private string Say(HttpContext context, string text, string answer = "")
    {
        using Activity? span = _source.StartActivity(text);
        ILogger logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("tests");
#pragma warning disable CA2254, CA1848 // Reason: the test says what it says.
        logger.LogInformation(text);
#pragma warning restore CA2254, CA1848 // Reason: the end of the above.
        return answer;
    }
}
