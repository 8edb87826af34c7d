using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Posture;

/// <summary>A web host that is something of the no-go list, on a real port: its endpoints stand in the list with the rest, and nothing runs before it was looked at.</summary>
public sealed class WebPostureTests : IDisposable
{
    private readonly WorkBeforeTheServer _work = new();
    private readonly ScopedLines _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("mapped")]
    [InlineData("grouped")]
    [InlineData("wired")]
    [InlineData("branched")]
    public async Task One_refusal_in_production_names_the_silent_endpoint_with_the_rest_and_nothing_runs(string how)
    {
        await using WebApplication app = Build(a => MapSilent(a, how));
        int port = Occupy(app);

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync(Token));

        Assert.Equal(2, refused.Errors.Count);
        Assert.StartsWith("OCT2901: ledger_absent: The audit ledger ends with the process.", refused.Errors[0], StringComparison.Ordinal);
        Assert.Matches("^OCT2901: endpoint_without_tenancy: The endpoint '.*/forgotten' says nothing of tenancy", refused.Errors[1]);
        Assert.False(_work.Began);
        await AssertNobodyAnswersAsync(port);
    }

    [Fact]
    public async Task Silent_endpoint_alone_refuses_too()
    {
        await using WebApplication app = Build(static a => MapSilent(a, "mapped"), static b => b.UseLedger(static _ => new DurableLedger()));

        Assert.Contains("/forgotten", Assert.Single((await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync(Token))).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_development_it_starts_prints_the_list_and_is_unhealthy()
    {
        await using TestApp app = await TestApp.StartAsync(Build(static _ => { }, environment: "Development"));

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", "acme|operator.read")).Status);
        Assert.True(_work.Began);
        Assert.StartsWith("OCT2901: ledger_absent: ", Assert.Single(Told()), StringComparison.Ordinal);
        HealthReportEntry health = (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["openclaw.tenancy.posture"];
        Assert.Equal((HealthStatus.Unhealthy, 1.0, 0.0), (health.Status, health.Data["ledger_absent"], health.Data["endpoint_without_tenancy"]));
    }

    // Silence is never right: elsewhere than in production the list tells it, and what builds the pipeline refuses it.
    [Fact]
    public async Task In_development_the_list_names_a_silent_endpoint_which_refuses_the_start_by_itself()
    {
        await using WebApplication app = Build(static a => MapSilent(a, "mapped"), environment: "Development");
        int port = Occupy(app);

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync(Token));

        Assert.StartsWith("OCT2001: ", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(["ledger_absent", "endpoint_without_tenancy"], Told().Select(static line => line.Split(": ")[1]));
        await AssertNobodyAnswersAsync(port);
    }

    [Theory]
    [InlineData(TenancyMode.Shared)]
    [InlineData(TenancyMode.Disabled)]
    public async Task Sound_host_starts_in_production(TenancyMode mode)
    {
        await using TestApp app = await TestApp.StartAsync(Build(
            a => MapSilent(a, mode == TenancyMode.Disabled ? "mapped" : "none"),
            static b => b.UseLedger(static _ => new DurableLedger()).AddTenancyPosture(static o => o.Accept(TenancyNoGo.ForeignQuery, "the mode of one row is Disabled")),
            o => o.Mode = mode));

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", "acme|operator.read")).Status);
        TenancyPostureReport report = await app.Services.GetRequiredService<TenancyPosture>().LookAsync(Token);
        Assert.Equal(TenancyPostureState.Sound, report.Items.Single(static i => i.NoGo == TenancyNoGo.EndpointWithoutTenancy).State);
    }

    [Fact]
    public async Task List_that_is_asked_for_before_the_start_knows_what_is_mapped()
    {
        await using WebApplication app = Build(static a => MapSilent(a, "mapped"));

        string list = (await app.Services.GetRequiredService<TenancyPosture>().LookAsync(Token)).ToString();

        Assert.Contains("endpoint_without_tenancy: FOUND", list, StringComparison.Ordinal);
    }

    // Such a host maps while its pipeline is built, which is after the list was looked at.
    [Fact]
    public async Task Host_that_maps_later_is_refused_for_the_list_first_and_then_for_its_endpoint()
    {
        Assert.Contains("ledger_absent", Assert.Single((await RefusedAsync(static _ => { })).Errors), StringComparison.Ordinal);
        Assert.Contains("/forgotten", Assert.Single((await RefusedAsync(static b => b.UseLedger(static _ => new DurableLedger()))).Errors), StringComparison.Ordinal);

        static async Task<TenancyConfigurationException> RefusedAsync(Action<TenancyBuilder> build)
        {
            using IHost host = new HostBuilder().UseEnvironment("Production").ConfigureWebHost(web => web.UseKestrel().UseUrls("http://127.0.0.1:0")
                .ConfigureServices(s => { s.AddRouting(); Add(s, build); })
                .Configure(static a => a.UseRouting().UseTenancy().UseEndpoints(static e => e.MapGet("/forgotten", static () => "x")))).Build();
            return await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.StartAsync(Token));
        }
    }

    private WebApplication Build(Action<WebApplication> more, Action<TenancyBuilder>? tenancy = null, Action<TenancyOptions>? options = null, string environment = "Production") => TestApp.Build(
        a =>
        {
            more(a);
            a.UseTenancy();
            a.MapGet("/x", static () => "x").RequireTenantScope("operator.read");
        },
        b => (tenancy ?? (static _ => { }))(b.AddTenancyPosture()),
        options,
        s => s.AddSingleton<IHostedService>(_work).AddLogging(l => l.AddProvider(_log)).AddHealthChecks().AddTenancyHealthChecks(),
        environment);

    private static void Add(IServiceCollection services, Action<TenancyBuilder> build)
    {
        TenancyBuilder tenancy = services.AddTenancy(static o => o.Mode = TenancyMode.Shared).AddTenants("acme").AddAspNetCore().AddTenancyPosture();
        build(tenancy.AddIssuer<OpenClaw.Tenancy.Claims.ICredentialVerifier>("plain", static o => o.ForTenants("acme"), static (_, door) => new PlainVerifier(door)));
    }

    private static void MapSilent(WebApplication app, string how)
    {
        switch (how)
        {
            case "mapped":
                app.MapGet("/forgotten", static () => "x");
                break;
            case "grouped":
                app.MapGroup("/g").MapGet("/forgotten", static () => "x");
                break;
            case "wired":
                app.UseRouting().UseEndpoints(static e => e.MapGet("/forgotten", static () => "x"));
                break;
            case "branched":
                app.Map("/b", static b => b.UseRouting().UseEndpoints(static e => e.MapGet("/forgotten", static () => "x")));
                break;
        }
    }

    private string[] Told() => [.. _log.Lines.Select(static l => l.Text).Where(static t => t.StartsWith("OCT2901", StringComparison.Ordinal))];

    // A port that is free now: a refused start leaves nobody on it.
    private static int Occupy(WebApplication app)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        app.Urls.Clear();
        app.Urls.Add($"http://127.0.0.1:{port}");
        return port;
    }

    private static async Task AssertNobodyAnswersAsync(int port)
    {
        using var client = new TcpClient();
        SocketException refused = await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(IPAddress.Loopback, port, Token));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    private sealed class WorkBeforeTheServer : IHostedService
    {
        public bool Began { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Began = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
