using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A real gateway, with an empty home of its own.</summary>
public sealed class RealGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int Attempts = 4;

    private readonly string _home = System.IO.Directory.CreateTempSubdirectory("gateway").FullName;
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

    public static string NewToken() => $"token-of-a-gateway-{Guid.NewGuid():N}";

    /// <summary>Starts one.</summary>
    /// <param name="model">The model that it asks.</param>
    /// <param name="auth">How it is reached. Default: by its token.</param>
    /// <param name="channels">Its channels.</param>
    public static async Task<RealGateway> StartAsync(ModelServer model, string? auth = null, string channels = "{}")
    {
        var gateway = new RealGateway();
        gateway.Configure(model, auth ?? $$"""{"mode":"token","token":"{{gateway.Token}}"}""", channels);
        try
        {
            await gateway.OpenAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it. On a machine that is busy with other things it gives its own start up; it is started anew then.</summary>
    public async Task OpenAsync()
    {
        Port = Port == 0 ? FreePort() : Port;
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
    public long ResidentBytes()
    {
        _process!.Refresh();
        return _process.WorkingSet64;
    }

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

    private void Configure(ModelServer model, string auth, string channels)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Configuration)!);
        File.WriteAllText(Configuration, $$"""
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
            """);
    }

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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
