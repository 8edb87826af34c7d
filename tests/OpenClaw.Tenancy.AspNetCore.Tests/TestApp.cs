using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A host on a real port with tenants acme, globex and initech, whose credentials are read by <see cref="PlainVerifier"/>.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public InMemoryAuditLedger Ledger => (InMemoryAuditLedger)Services.GetRequiredService<IAuditLedger>();

    public TenantDirectory Directory => Services.GetRequiredService<TenantDirectory>();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Builds a host whose pipeline is written by the test.</summary>
    public static WebApplication Build(
        Action<WebApplication> pipeline, Action<TenancyBuilder>? tenancy = null, Action<TenancyOptions>? options = null, Action<IServiceCollection>? services = null,
        string environment = "Production")
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TenancyBuilder added = builder.Services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Shared;
            options?.Invoke(o);
        });
        added.AddTenants("acme", "globex", "initech").AddAspNetCore();
        added.AddIssuer<OpenClaw.Tenancy.Claims.ICredentialVerifier>("plain", o => o.ForTenants("acme", "globex", "initech").AllowPlatform(), (_, door) => new PlainVerifier(door));
        tenancy?.Invoke(added);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        pipeline(app);
        return app;
    }

    /// <summary>Starts a host with UseTenancy where it belongs.</summary>
    public static async Task<TestApp> StartAsync(Action<WebApplication> endpoints, Action<TenancyBuilder>? tenancy = null, Action<TenancyOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        WebApplication app = Build(
            a =>
            {
                a.UseTenancy();
                endpoints(a);
            },
            tenancy,
            options,
            services);
        return await StartAsync(app);
    }

    public static async Task<TestApp> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new TestApp(app) { Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) } };
    }

    public Task<Answer> GetAsync(string path, string? credential = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, credential, headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? credential = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        foreach ((string name, string value) in headers)
        {
            if (name == "Host")
            {
                request.Headers.Host = value;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
