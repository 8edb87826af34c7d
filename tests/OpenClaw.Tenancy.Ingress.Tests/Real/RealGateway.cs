using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A real gateway, with an empty home of its own.</summary>
public sealed class RealGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int Attempts = 4;

    private readonly string _home = System.IO.Directory.CreateTempSubdirectory("gateway").FullName;
    private bool _isToldToken;
    private Process? _process;

    private RealGateway()
    {
    }

    /// <summary>Its own folder, with all that it keeps.</summary>
    public string Home => _home;

    public string Token { get; private set; } = NewToken();

    /// <summary>The credential by which it asks the model.</summary>
    public string ModelKey { get; } = $"model-key-of-a-gateway-{Guid.NewGuid():N}";

    public int Port { get; private set; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public ConcurrentQueue<string> Output { get; } = new();

    /// <summary>How long it took until it answered.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>How much memory it and its children held then.</summary>
    public long StartedBytes { get; private set; }

    public static string NewToken() => $"token-of-a-gateway-{Guid.NewGuid():N}";

    /// <summary>Starts one.</summary>
    /// <param name="model">The model that it asks.</param>
    /// <param name="auth">How it is reached. Default: by its token.</param>
    /// <param name="channels">Its channels.</param>
    public static Task<RealGateway> StartAsync(ModelServer model, string? auth = null, string channels = "{}")
    {
        var gateway = new RealGateway();
        return gateway.StartAsync(gateway.Configured(model, auth ?? $$"""{"mode":"token","token":"{{gateway.Token}}"}""", channels));
    }

    /// <summary>Starts one with a configuration as it stands, in which it is told no token: it finds that in its environment.</summary>
    public static Task<RealGateway> StartWithAsync(string configuration) => new RealGateway { _isToldToken = true }.StartAsync(configuration);

    /// <summary>Starts it. On a machine that is busy with other things it gives its own start up; it is started anew then.</summary>
    public async Task OpenAsync()
    {
        Port = Port == 0 ? Ports.Free() : Port;
        for (int attempt = 1; !await TryOpenAsync(); attempt++)
        {
            Assert.True(attempt < Attempts, "The gateway has ended: " + string.Join('\n', Output));
            await StopAsync();
        }
    }

    /// <summary>Gives it another token. It takes it at once where it runs, and lets go of whoever came by the one before.</summary>
    public void ChangeToken(string next)
    {
        Token = next;
        JsonNode configured = JsonNode.Parse(File.ReadAllText(Configuration))!;
        configured["gateway"]!["auth"]!["token"] = Token;
        File.WriteAllText(Configuration + ".next", configured.ToJsonString());
        File.Move(Configuration + ".next", Configuration, overwrite: true);
    }

    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>How much memory it and its children hold.</summary>
    public long ResidentBytes() => ResidentMemory.OfTree(_process!);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        try
        {
            System.IO.Directory.Delete(_home, recursive: true);
        }
        catch (IOException)
        {
            // Something of it still writes there; it is a temporary folder.
        }
    }

    private string Configuration => Path.Combine(_home, ".openclaw", "openclaw.json");

    private async Task<RealGateway> StartAsync(string configuration)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Configuration)!);
        await File.WriteAllTextAsync(Configuration, configuration);
        try
        {
            await OpenAsync();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private string Configured(ModelServer model, string auth, string channels) => $$"""
        {
          "models": { "providers": { "echo": { "baseUrl": "{{model.Address}}/v1", "apiKey": "{{ModelKey}}", "api": "openai-completions", "models": [{ "id": "echo", "name": "echo", "contextWindow": 128000, "maxTokens": 4096 }] } } },
          "tools": { "exec": { "mode": "ask", "host": "gateway" } },
          "agents": { "defaults": { "model": { "primary": "echo/echo" } } },
          "channels": {{channels}},
          "gateway": {
            "auth": {{auth}},
            "trustedProxies": ["127.0.0.1"],
            "http": { "endpoints": { "chatCompletions": { "enabled": true }, "responses": { "enabled": true } } }
          }
        }
        """;

    private async Task<bool> TryOpenAsync()
    {
        var start = new ProcessStartInfo(RealPrograms.Node) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home };
        foreach (string argument in (string[])[RealPrograms.Gateway, "gateway", "run", "--allow-unconfigured", "--bind", "loopback", "--port", Port.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = _home;
        start.Environment["TMPDIR"] = _home;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(RealPrograms.Node)}:{Environment.GetEnvironmentVariable("PATH")}";
        if (_isToldToken)
        {
            start.Environment["OPENCLAW_GATEWAY_TOKEN"] = Token;
        }

        long began = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Output.Enqueue(line.Data ?? string.Empty);
        _process.ErrorDataReceived += (_, line) => Output.Enqueue(line.Data ?? string.Empty);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient();
        while (!await IsReadyAsync(client))
        {
            if (_process.HasExited)
            {
                return false;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "The gateway is not ready: " + string.Join('\n', Output));
            await Task.Delay(250);
        }

        Started = Stopwatch.GetElapsedTime(began);
        StartedBytes = ResidentBytes();
        return true;
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(Address + "/readyz"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
