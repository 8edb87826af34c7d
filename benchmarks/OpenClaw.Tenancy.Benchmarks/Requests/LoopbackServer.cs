using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>An application behind Kestrel on the loopback, and a client of it with one kept connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri _address;

    public LoopbackServer(WebApplication app, string authorization)
    {
        _app = app;
        _address = new Uri(app.Urls.Single() + "/x");
        _client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
    }

    /// <summary>What the application is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Sends GET /x so many times, one after the other.</summary>
    public void Get(int times) => GetAsync(times).GetAwaiter().GetResult();

    public void Dispose()
    {
        _client.Dispose();
        _app.StopAsync().GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task GetAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using HttpResponseMessage response = await _client.GetAsync(_address);
            response.EnsureSuccessStatusCode();
        }
    }
}
