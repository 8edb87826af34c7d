using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Support;

/// <summary>The gateway as a process of its own, which can be killed.</summary>
public sealed partial class ServedGateway : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private ServedGateway(Process process, HttpClient http) => (_process, _http) = (process, http);

    /// <summary>A token of a member of acme.</summary>
    public required string Token { get; init; }

    public static async Task<ServedGateway> StartAsync(string folder, params (string Name, string Value)[] environment)
    {
        Process process = GatewayProcess.Start("Development", environment, "--urls", "http://127.0.0.1:0", "--data", folder);
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (Line.Match(line) is { Success: true } found)
            {
                return new ServedGateway(process, new HttpClient { BaseAddress = new Uri(found.Groups["url"].Value) }) { Token = found.Groups["token"].Value };
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public async Task<Answer> SendAsync(string method, string path, string? json = null, bool headOnly = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        HttpResponseMessage response = await _http.SendAsync(request, headOnly ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
        return headOnly ? new Answer((int)response.StatusCode, string.Empty, string.Empty) : await Answer.FromAsync(response, CancellationToken.None);
    }

    public async Task<Chatted> ChatAsync(string message, string? session = null)
    {
        string named = session is null ? string.Empty : $",\"session_id\":\"{session}\"";
        Answer answer = await SendAsync("POST", "/api/v1/chat", $$"""{"message":"{{message}}"{{named}}}""");
        Assert.Equal(200, answer.Status);
        return new Chatted(answer.Member("session_id"), answer.Member("id"));
    }

    /// <summary>SIGKILL: nothing of the process's own runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _http.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex("curl -s -H 'Authorization: Bearer (?<token>[^']+)' (?<url>http://[^/]+)/api/v1/sessions")]
    private static partial Regex Line { get; }
}
