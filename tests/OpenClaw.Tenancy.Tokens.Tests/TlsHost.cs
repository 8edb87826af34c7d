using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A host on Kestrel with TLS that takes client certificates and does not demand one.</summary>
internal sealed class TlsHost : IAsyncDisposable
{
    private readonly X509Certificate2 _server = Certificates.Make("localhost");
    private readonly WebApplication _app;

    private TlsHost(Action<TokenIssuerOptions>? configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = _server;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = static (_, _, _) => true;
            });
        }));
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants("acme").AddAspNetCore().AddTokenIssuer(TokenForge.Issuer, o =>
        {
            (o.Audience, o.Ring) = (TokenForge.Audience, TokenKeyRing.CreateEs256());
            o.Speaks.ForTenants("acme");
            configure?.Invoke(o);
        });
        _app = builder.Build();
        _app.UseTenancy();
        _app.MapGet("/x", (TenantContext tenant) => tenant.Tenant.ToString()).RequireTenantScope("operator.read");
    }

    internal TokenKeyRingSource Keys => _app.Services.GetRequiredKeyedService<TokenKeyRingSource>(TokenForge.Issuer);

    internal static async Task<TlsHost> StartAsync(Action<TokenIssuerOptions>? configure = null)
    {
        var host = new TlsHost(configure);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>A client that keeps one connection, with this certificate or with none.</summary>
    internal HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, seen, _, _) => seen is not null && seen.GetCertHashString() == _server.GetCertHashString();
        if (certificate is not null)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new HttpClient(handler) { BaseAddress = new Uri(_app.Urls.First()) };
    }

    internal async Task<string> IssueAsync(X509Certificate2? boundTo = null) => await _app.Services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
        new TenantTokenRequest
        {
            Tenant = TenantId.From("acme"), Subject = "alice", Scopes = ["operator.read@acme"], Certificate = boundTo is null ? null : CertificateThumbprint.From(boundTo),
        },
        CancellationToken.None);

    internal static async Task<int> AskAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/x", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }
}
