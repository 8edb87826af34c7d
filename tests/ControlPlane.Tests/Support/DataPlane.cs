using System.Net.Http.Headers;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace ControlPlane.Tests.Support;

/// <summary>The gateway of one tenant on a real port, behind a control plane, with spies before its stores.</summary>
internal sealed class DataPlane : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http;

    private DataPlane(WebApplication app, TemporaryFolder folder, Calls calls)
    {
        (_app, _folder, Calls) = (app, folder, calls);
        _http = new HttpClient { BaseAddress = Address };
    }

    internal Uri Address => new(_app.Urls.First());

    internal Calls Calls { get; }

    internal IServiceProvider Services => _app.Services;

    internal string Folder => _folder.Path;

    internal static string RuntimeOf(string tenant) => $"cell-{tenant}";

    internal static async Task<DataPlane> StartAsync(string tenant, string issuer, Uri keys, Action<IServiceCollection>? services = null)
    {
        var folder = new TemporaryFolder();
        var calls = new Calls();
        WebApplication app = GatewayHost.Build(
            new GatewayOptions
            {
                Data = folder.Path,
                Pinned = tenant,
                ControlPlane = new OpenClaw.Tenancy.Samples.Gateway.Hosting.ControlPlaneOptions(issuer, keys, RuntimeOf(tenant)),
                Urls = "http://127.0.0.1:0",
                Environment = "Development",
                Quiet = true,
            },
            s =>
            {
                Spies.PutBefore<ISessionStore>(s, calls);
                Spies.PutBefore<IRunStore>(s, calls);
                s.AddTenancy(static o => o.MaxStrangerRecordsPerSecond = int.MaxValue);
                services?.Invoke(s);
            });
        await app.StartAsync();
        return new DataPlane(app, folder, calls);
    }

    internal async Task<Answered> GetAsync(string path, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        return await Answered.OfAsync(response);
    }

    internal Task<IReadOnlyList<AuditEnvelope>> TrailAsync(TenantId tenant) => Trail.ReadAsync(Services, tenant);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
