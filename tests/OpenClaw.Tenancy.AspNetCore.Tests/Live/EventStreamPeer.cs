using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>The other end of an event stream.</summary>
public sealed class EventStreamPeer : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStreamPeer(HttpResponseMessage response, Stream stream) => (_response, _lines) = (response, new StreamReader(stream));

    public static async Task<EventStreamPeer> OpenAsync(LiveHost host, string credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        HttpResponseMessage response = await host.App.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var peer = new EventStreamPeer(response, await response.Content.ReadAsStreamAsync());

        // The sign of life that follows the subscription.
        Assert.Equal(":", await peer._lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        return peer;
    }

    /// <summary>The next event, or null at the end of the stream.</summary>
    public async Task<(string Id, string Event, string Data)?> NextAsync()
    {
        (string id, string name, string data) = (string.Empty, string.Empty, string.Empty);
        while (await _lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var value]:
                    id = value;
                    break;
                case ["event", var value]:
                    name = value;
                    break;
                case ["data", var value]:
                    data = value;
                    break;
                case [""] when id.Length != 0:
                    return (id, name, data);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
