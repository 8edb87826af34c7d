using System.Net.Http.Headers;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>A host that listens on a free port, and what acme and globex have in it.</summary>
public sealed class DemoWorld : IAsyncDisposable
{
    /// <summary>A text that only globex wrote; no answer to anyone else may hold it.</summary>
    public const string GlobexCanary = "canary-of-globex";

    /// <summary>The name of a secret that globex alone has.</summary>
    public const string GlobexSecret = "globex_only";

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly CancellationToken _cancellationToken;

    private DemoWorld(WebApplication app, CancellationToken cancellationToken)
    {
        (_app, _cancellationToken) = (app, cancellationToken);
        Address = new Uri(app.Urls.First());
        _http = new HttpClient { BaseAddress = Address };
        Tokens = new DemoTokens(app.Services.GetRequiredService<ITenantTokenIssuer>());
    }

    public Uri Address { get; }

    public DemoTokens Tokens { get; }

    public IDirectoryWriter Directory => _app.Services.GetRequiredService<IDirectoryWriter>();

    public IServiceProvider Services => _app.Services;

    /// <summary>Keys that were shown once, by the name that a case gave them.</summary>
    public Dictionary<string, string> Kept { get; } = [];

    public string AcmeSession { get; private set; } = string.Empty;

    public string AcmeRun { get; private set; } = string.Empty;

    /// <summary>What waits for an approval in acme.</summary>
    public DemoApproval First { get; private set; } = new(string.Empty, string.Empty, Task.FromResult(new DemoAnswer(0, string.Empty, string.Empty)));

    public DemoApproval Second { get; private set; } = new(string.Empty, string.Empty, Task.FromResult(new DemoAnswer(0, string.Empty, string.Empty)));

    public string GlobexSession { get; private set; } = string.Empty;

    public string GlobexRun { get; private set; } = string.Empty;

    public static async Task<DemoWorld> StartAsync(string folder, string? environment, CancellationToken cancellationToken)
    {
        var options = new GatewayOptions { Urls = "http://127.0.0.1:0", Data = Path.Combine(folder, "host"), Environment = environment, Quiet = true };
        WebApplication app = GatewayHost.Build(options);
        await app.StartAsync(cancellationToken);
        var world = new DemoWorld(app, cancellationToken);
        using IHost other = await TokenHost.StartAsync(options with { Data = Path.Combine(folder, "other") }, cancellationToken);
        await world.Tokens.FillAsync(other.Mint());
        (world.AcmeSession, world.AcmeRun) = await world.ChatAsync(world.Tokens.Acme, "hello");
        (world.GlobexSession, world.GlobexRun) = await world.ChatAsync(world.Tokens.Globex, GlobexCanary);
        await world.SendAsync("PUT", $"/api/v1/secrets/{GlobexSecret}", world.Tokens.GlobexAdmin, $$"""{"value":"{{GlobexCanary}}"}""");
        (world.First, world.Second) = (await world.ProposeAsync("first"), await world.ProposeAsync("second"));
        return world;
    }

    /// <summary>Sends a request as somebody, or as nobody.</summary>
    public Task<DemoAnswer> SendAsync(string method, string path, string? token, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, token, json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json")), headers);

    public async Task<DemoAnswer> SendAsync(string method, string path, string? token, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, _cancellationToken);
        return await DemoAnswer.FromAsync(response, _cancellationToken);
    }

    /// <summary>Keeps a member of an answer for later cases.</summary>
    public async Task<DemoAnswer> KeepAsync(string name, string member, Task<DemoAnswer> answering)
    {
        DemoAnswer answer = await answering;
        Kept[name] = answer.Status == StatusCodes.Status201Created ? answer.Member(member) : string.Empty;
        return answer;
    }

    /// <summary>The run of a proposal once it has ended, whatever came of it.</summary>
    public async Task<DemoAnswer> EndOfAsync(DemoApproval approval)
    {
        await approval.Chat;
        return await SendAsync("GET", $"/v1/runs/{approval.Run}", Tokens.Acme);
    }

    public Task<DemoAnswer> SendRawAsync(string path, params string[] headers) => RawRequest.GetAsync(Address, path, headers, _cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<(string Session, string Run)> ChatAsync(string token, string message)
    {
        DemoAnswer answer = await SendAsync("POST", "/api/v1/chat", token, $$"""{"message":"{{message}}"}""");
        return (answer.Member("session_id"), answer.Member("id"));
    }

    // Alice asks, and goes on waiting; what waits is seen by Ann.
    private async Task<DemoApproval> ProposeAsync(string command)
    {
        Task<DemoAnswer> chat = SendAsync("POST", "/api/v1/chat", Tokens.Acme, $$"""{"message":"!exec {{command}}"}""");
        while (true)
        {
            DemoAnswer listed = await SendAsync("GET", "/api/v1/approvals?status=pending", Tokens.Approver);
            JsonElement found = JsonDocument.Parse(listed.Body).RootElement.GetProperty("approvals").EnumerateArray()
                .FirstOrDefault(a => a.GetProperty("presentation").GetProperty("command_text").GetString() == command);
            if (found.ValueKind == JsonValueKind.Object)
            {
                return new DemoApproval(found.GetProperty("run_id").GetString()!, found.GetProperty("id").GetString()!, chat);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _cancellationToken);
        }
    }
}
