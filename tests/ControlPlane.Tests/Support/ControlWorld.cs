using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;
using OpenClaw.Tenancy.TestKit.Identity;

namespace ControlPlane.Tests.Support;

/// <summary>An identity provider, a control plane and the gateways of acme and globex behind it, each on a real port.</summary>
internal sealed class ControlWorld : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _http;

    private ControlWorld(WebApplication app, TemporaryFolder folder, TestIdentityProvider provider, Dictionary<string, DataPlane> planes)
    {
        (_app, _folder, Provider, Planes) = (app, folder, provider, planes);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    internal TestIdentityProvider Provider { get; }

    internal IReadOnlyDictionary<string, DataPlane> Planes { get; }

    internal string Folder => _folder.Path;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Alice is a member of acme and may look at globex; bob owns globex; carol owns acme.</summary>
    internal static async Task<ControlWorld> StartAsync(
        Func<ControlPlaneOptions, ControlPlaneOptions>? configure = null, Action<IServiceCollection>? services = null, bool withPlanes = true, Action<IServiceCollection>? planeServices = null)
    {
        string url = $"http://127.0.0.1:{FreePort()}";
        TestIdentityProvider provider = await TestIdentityProvider.StartAsync(TimeProvider.System);
        var planes = new Dictionary<string, DataPlane>();
        foreach (string tenant in withPlanes ? (string[])["acme", "globex"] : [])
        {
            planes[tenant] = await DataPlane.StartAsync(tenant, ControlPlaneOptions.RuntimeIssuer, new Uri($"{url}/.well-known/jwks.json"), planeServices);
        }

        var folder = new TemporaryFolder();
        var options = new ControlPlaneOptions
        {
            Urls = url,
            Data = folder.Path,
            Environment = "Development",
            Quiet = true,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Providers = [new TrustedProvider { Issuer = provider.Issuer, Audience = TestIdentityProvider.Audience, Keys = provider.KeysAddress, Algorithms = ["ES256"] }],
            Tenants = [.. planes.Select(static p => new ServedTenant { Id = p.Key, Runtime = DataPlane.RuntimeOf(p.Key), Address = p.Value.Address })],
            Members =
            [
                Member("acme", "carol", "owner"), Member("acme", "alice", "member"), Member("globex", "bob", "owner"), Member("globex", "alice", "readonly"),
            ],
        };
        WebApplication app = ControlPlaneHost.Build(configure?.Invoke(options) ?? options, s =>
        {
            s.AddTenancy(static o => o.MaxStrangerRecordsPerSecond = int.MaxValue);
            services?.Invoke(s);
        });
        await app.StartAsync();
        return new ControlWorld(app, folder, provider, planes);
    }

    internal static KnownMember Member(string tenant, string subject, string role) => new() { Tenant = tenant, Subject = subject, Role = role };

    internal string Login(string subject) => Provider.Token(body => body["sub"] = subject);

    internal Task<Answered> ExchangeAsync(string identityToken, string? tenant, params (string Name, string Value)[] more) => FormAsync(
    [
        ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ("subject_token", identityToken),
        ("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"),
        .. tenant is null ? (IEnumerable<(string, string)>)[] : [("tenant", tenant)],
        .. more,
    ]);

    internal async Task<Answered> FormAsync(IEnumerable<(string Name, string Value)> form)
    {
        using var content = new FormUrlEncodedContent(form.Select(static p => KeyValuePair.Create(p.Name, p.Value)));
        return await PostAsync("/control/v1/token", content, token: null);
    }

    internal async Task<string> TokenAsync(string subject, string tenant)
    {
        Answered answer = await ExchangeAsync(Login(subject), tenant);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Member("access_token");
    }

    internal async Task<Answered> DispatchAsync(string? token, string tenant, string json, params (string Name, string Value)[] headers)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await PostAsync($"/control/v1/tenants/{tenant}/dispatch", content, token, headers);
    }

    internal async Task<Answered> PostAsync(string path, HttpContent content, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        return await Answered.OfAsync(response);
    }

    internal async Task ChangeAsync(DirectoryChange change) =>
        (await Services.GetRequiredService<IDirectoryWriter>().WriteAsync(change, CancellationToken.None)).RequireApplied();

    internal Task<IReadOnlyList<AuditEnvelope>> TrailAsync(TenantId tenant) => Trail.ReadAsync(Services, tenant);

    /// <summary>Whose subject a tenant token carries: the directory's own id of the user.</summary>
    internal static string SubjectOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Subject;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        foreach (DataPlane plane in Planes.Values)
        {
            await plane.DisposeAsync();
        }

        await Provider.DisposeAsync();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
