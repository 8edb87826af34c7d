using System.Net.ServerSentEvents;

namespace Gateway.Tests.Support;

/// <summary>An event stream that is being read.</summary>
public sealed class OpenStream(HttpResponseMessage response) : IAsyncDisposable
{
    private IAsyncEnumerator<SseItem<string>>? _items;
    private SseParser<string>? _parser;

    public HttpResponseMessage Response { get; } = response;

    public string? LastId => _parser?.LastEventId;

    /// <summary>The next event's text, or null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        if (_items is null)
        {
            _parser = SseParser.Create(await Response.Content.ReadAsStreamAsync());
            _items = _parser.EnumerateAsync().GetAsyncEnumerator();
        }

        return await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)) ? _items.Current.Data : null;
    }

    public async Task<List<string>> RestAsync()
    {
        var rest = new List<string>();
        while (await NextAsync() is { } next)
        {
            rest.Add(next);
        }

        return rest;
    }

    public async ValueTask DisposeAsync()
    {
        if (_items is not null)
        {
            await _items.DisposeAsync();
        }

        Response.Dispose();
    }
}
