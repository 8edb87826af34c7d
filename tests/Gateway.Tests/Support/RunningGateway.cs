using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Vaults;

namespace Gateway.Tests.Support;

/// <summary>The gateway on a real port, with spies before its stores.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private RunningGateway(WebApplication app, string data, TemporaryFolder? folder, Calls calls, Calls vaultCalls)
    {
        (App, DataFolder, _folder, Calls, VaultCalls) = (app, data, folder, calls, vaultCalls);
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public WebApplication App { get; }

    public Calls Calls { get; }

    /// <summary>The calls of the vault of secrets.</summary>
    public Calls VaultCalls { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public string DataFolder { get; }

    public TenantDirectory Directory => App.Services.GetRequiredService<TenantDirectory>();


    public static async Task<RunningGateway> StartAsync(Action<IServiceCollection>? services = null, string? pinned = null, params string[] moreTenants)
    {
        var folder = new TemporaryFolder();
        var options = new GatewayOptions { Data = folder.Path, Pinned = pinned };
        return await StartAsync(options, folder, services, moreTenants);
    }

    /// <summary>A host in a folder that was there before it and stays after it.</summary>
    public static Task<RunningGateway> StartInAsync(string folder, string? postgres = null, Action<IServiceCollection>? services = null, string? pinned = null) =>
        StartAsync(new GatewayOptions { Data = folder, Postgres = postgres, Pinned = pinned }, folder: null, services, []);

    private static async Task<RunningGateway> StartAsync(
        GatewayOptions options, TemporaryFolder? folder, Action<IServiceCollection>? services, string[] moreTenants)
    {
        Calls calls = new(), vaultCalls = new();
        options = options with { Urls = "http://127.0.0.1:0", Environment = "Development", Quiet = true };
        WebApplication app = GatewayHost.Build(options, s =>
        {
            Spies.PutBefore<ISessionStore>(s, calls);
            Spies.PutBefore<IRunStore>(s, calls);
            Spies.PutBefore<ITenantVault>(s, vaultCalls);
            Spies.PutBefore<IResourceOwnerSource<SessionRow>>(s, calls);
            Spies.PutBefore<IResourceOwnerSource<RunRow>>(s, calls);
            s.AddTenancy(static o => o.MaxStrangerRecordsPerSecond = int.MaxValue);
            services?.Invoke(s);
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            folder?.Dispose();
            throw;
        }

        var gateway = new RunningGateway(app, options.Data, folder, calls, vaultCalls);
        foreach (string tenant in moreTenants)
        {
            await gateway.ChangeAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)) { Issuers = [DevelopmentWorld.Issuer] }));
        }

        return gateway;
    }

    /// <summary>Changes the directory as a platform operator would, and waits until it counts.</summary>
    public async Task ChangeAsync(DirectoryChange change) =>
        (await App.Services.GetRequiredService<IDirectoryWriter>().WriteAsync(change, CancellationToken.None)).RequireApplied();

    public Task MoveAsync(string tenant, TenantStatus status) => ChangeAsync(DirectoryChange.SetStatus(TenantId.From(tenant), status));

    /// <summary>A token; bare scope names are put on the tenant's axis.</summary>
    public string Token(string tenant, params string[] scopes) => Token(tenant, TimeSpan.FromMinutes(5), scopes);

    /// <summary>A token of somebody; bare scope names are put on the tenant's axis.</summary>
    public string TokenOf(string tenant, string subject, params string[] scopes) => Issue(tenant, subject, TimeSpan.FromMinutes(5), scopes);

    public string Token(string tenant, TimeSpan lifetime, params string[] scopes) => Issue(tenant, $"user-of-{tenant}", lifetime, scopes);

    /// <summary>A token of somebody for whom another one of his tenant acts.</summary>
    public string ActingTokenOf(string tenant, string subject, string actor, params string[] scopes) =>
        Issue(tenant, subject, TimeSpan.FromMinutes(5), scopes, new ClaimActor { Issuer = DevelopmentWorld.Issuer, Subject = actor });

    private string Issue(string tenant, string subject, TimeSpan lifetime, string[] scopes, ClaimActor? actor = null)
    {
        bool platform = tenant == "platform";
        var request = new TenantTokenRequest
        {
            Tenant = platform ? TenantId.Platform : TenantId.From(tenant),
            Subject = subject,
            Scopes = [.. scopes.Select(s => platform || s.Contains('@') ? s : $"{s}@{tenant}")],
            Lifetime = lifetime,
            Actor = actor,
        };
        return App.Services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    public string Admin(string tenant) => TokenOf(tenant, $"admin-of-{tenant}", "operator.admin");

    public string Member(string tenant) => Token(tenant, "operator.read", "operator.write");

    public Task<Answer> SendAsync(string method, string path, string? token, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, token, json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json")), headers);

    public async Task<Answer> SendAsync(string method, string path, string? token, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Request(method, path, token, content, headers);
        using HttpResponseMessage response = await Http.SendAsync(request);
        return await Answer.FromAsync(response, CancellationToken.None);
    }

    /// <summary>Opens a stream and gives back its answer as soon as the head is there.</summary>
    public async Task<OpenStream> OpenAsync(string method, string path, string token, string? json = null, params (string Name, string Value)[] headers)
    {
        HttpContent? content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        HttpRequestMessage request = Request(method, path, token, content, headers);
        return new OpenStream(await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    public async Task<Chatted> ChatAsync(string token, string message, string? session = null)
    {
        string named = session is null ? string.Empty : $",\"session_id\":\"{session}\"";
        Answer answer = await SendAsync("POST", "/api/v1/chat", token, $$"""{"message":"{{message}}"{{named}}}""");
        Assert.Equal(200, answer.Status);
        return new Chatted(answer.Member("session_id"), answer.Member("id"));
    }

    public Task<TrailWatch> WatchAsync() => TrailWatch.BeginAsync(App.Services);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        _folder?.Dispose();
    }

    private static HttpRequestMessage Request(string method, string path, string? token, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
