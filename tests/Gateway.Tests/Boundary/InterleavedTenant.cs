using Gateway.Tests.Support;

namespace Gateway.Tests.Boundary;

/// <summary>One of many tenants, what it has, and what it asks for.</summary>
internal sealed class InterleavedTenant(RunningGateway gateway, string name)
{
    private readonly string _token = gateway.Member(name);
    private volatile Chatted _last = new(string.Empty, string.Empty);

    internal string Name { get; } = name;

    internal async Task<string> ChatAsync()
    {
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", _token, $$"""{"message":"canary-{{Name}}"}""");
        Assert.Equal(200, answer.Status);
        Assert.Contains($"canary-{Name}", answer.Body);
        _last = new Chatted(answer.Member("session_id"), answer.Member("id"));
        return answer.Body;
    }

    internal async Task<string> AskAsync(int what, InterleavedTenant other) => what switch
    {
        0 => await ChatAsync(),
        1 => await GetAsync(200, "/api/v1/sessions?limit=3"),
        2 => await GetAsync(200, $"/api/v1/sessions/{_last.Session}"),
        3 => await GetAsync(200, $"/v1/runs/{_last.Run}/events"),
        4 => await GetAsync(404, $"/api/v1/sessions/{other._last.Session}"),
        _ => await GetAsync(404, $"/v1/runs/{other._last.Run}/events"),
    };

    private async Task<string> GetAsync(int expected, string path)
    {
        Answer answer = await gateway.SendAsync("GET", path, _token);
        Assert.Equal(expected, answer.Status);
        return answer.Body;
    }
}
