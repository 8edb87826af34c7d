using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

public sealed partial class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_lines_that_it_prints_work()
    {
        using Process process = GatewayProcess.Start("Development", "--urls", "http://127.0.0.1:0", "--data", _folder.Path);
        try
        {
            MatchCollection lines = Line.Matches(await ReadAsync(process.StandardOutput, lines: 16));
            Assert.Equal(7, lines.Count);
            using var http = new HttpClient();
            foreach (Match line in lines)
            {
                using var request = new HttpRequestMessage(MethodOf(line), line.Groups["url"].Value);
                request.Headers.Add("Authorization", $"Bearer {line.Groups["token"].Value}");
                request.Content = line.Groups["json"].Success ? new StringContent(line.Groups["json"].Value, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) : null;
                using HttpResponseMessage response = await http.SendAsync(request);
                Assert.Equal(line.Groups["method"].Success ? 204 : line.Groups["url"].Value.EndsWith("/tenants", StringComparison.Ordinal) ? 201 : 200, (int)response.StatusCode);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_and_exits_with_1()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Ran ran = await Ran.InDevelopmentAsync("--urls", gateway.Address.ToString(), "--data", _folder.Path);
        Assert.Equal((1, string.Empty), (ran.Exit, ran.Output));
        Assert.Contains($"{gateway.Address.Port}", ran.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static HttpMethod MethodOf(Match line) =>
        line.Groups["method"].Success ? new HttpMethod(line.Groups["method"].Value) : line.Groups["json"].Success ? HttpMethod.Post : HttpMethod.Get;

    private static async Task<string> ReadAsync(StreamReader reader, int lines)
    {
        var read = new List<string>();
        while (read.Count < lines)
        {
            read.Add(await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new EndOfStreamException());
        }

        return string.Join('\n', read);
    }

    [GeneratedRegex("curl -s (?:-X (?<method>[A-Z]+) )?-H 'Authorization: Bearer (?<token>[^']+)'(?: -H 'Content-Type: application/json' -d '(?<json>[^']+)')? (?<url>http\\S+)")]
    private static partial Regex Line { get; }
}
