using System.Collections.Concurrent;
using PuppeteerSharp;

namespace Gateway.Tests.Console;

/// <summary>The console in a tab of its own profile, as somebody who types and clicks uses it.</summary>
public sealed class ConsoleTab : IAsyncDisposable
{
    internal static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly IBrowserContext _profile;
    private readonly CancellationTokenSource _late = new(Guard);

    private ConsoleTab(IBrowserContext profile, IPage page)
    {
        (_profile, Page) = (profile, page);
        page.Console += (_, e) => Said.Enqueue($"{e.Message.Type}: {e.Message.Text}");
        page.PageError += (_, e) => Said.Enqueue($"exception: {e.Message}");
        page.Dialog += (_, e) =>
        {
            Said.Enqueue($"dialog: {e.Dialog.Message}");
            _ = e.Dialog.Dismiss();
        };
        page.Request += (_, e) => Asked.Enqueue(e.Request.Url);
    }

    public IPage Page { get; }

    /// <summary>What the page or the browser wrote to its log, exceptions and dialogs.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    internal static async Task<ConsoleTab> OpenAsync(IBrowser browser, Uri gateway)
    {
        IBrowserContext profile = await browser.CreateBrowserContextAsync();
        var tab = new ConsoleTab(profile, await profile.NewPageAsync());
        await tab.Page.GoToAsync(new Uri(gateway, "/console").ToString());
        return tab;
    }

    /// <summary>Enters a token at once, as whoever pastes it, and waits for the answer.</summary>
    public async Task EnterAsync(string token)
    {
        await Page.FocusAsync("#token");
        await Page.Keyboard.SendCharacterAsync(token);
        await ClickAsync("#open button[type=submit]");
    }

    /// <summary>Enters a token of a tenant, and waits until its events come.</summary>
    public async Task EnterLiveAsync(string token)
    {
        await EnterAsync(token);
        await UntilAsync("document.getElementById('live-status').textContent === 'Live.'");
    }

    /// <summary>From now on keeps each socket of the page in <c>sockets</c>, and what came over it in <c>heard</c>; while <c>isCut</c>, none opens.</summary>
    public Task ListenAsync() => Page.EvaluateExpressionAsync("""
        (() => {
          [window.sockets, window.heard] = [[], []];
          window.WebSocket = class extends WebSocket {
            constructor(address) {
              super(window.isCut ? `${address}-cut` : address);
              sockets.push(this);
              this.addEventListener('message', e => heard.push(e.data));
            }
          };
        })()
        """);

    /// <summary>Shows the records that a filter takes.</summary>
    public async Task FilterAsync(string run = "", string actor = "", string outcome = "", string limit = "50")
    {
        await Page.EvaluateFunctionAsync(
            "(run, actor) => { document.getElementById('run').value = run; document.getElementById('actor').value = actor; }", run, actor);
        await Page.SelectAsync("#outcome", outcome);
        await Page.SelectAsync("#limit", limit);
        await ClickAsync("#filter button[type=submit]");
    }

    /// <summary>Clicks, and waits until the page has read.</summary>
    public async Task ClickAsync(string selector)
    {
        await Page.ClickAsync(selector);
        await UntilAsync("document.getElementById('status').textContent !== 'Reading.'");
    }

    public async Task UntilAsync(string condition)
    {
        while (!await Page.EvaluateExpressionAsync<bool>(condition))
        {
            await Task.Delay(20, _late.Token);
        }
    }

    public Task<string> TextAsync(string id) => Page.EvaluateExpressionAsync<string>($"document.getElementById('{id}').textContent");

    /// <summary>A column of the records, or of another table.</summary>
    public Task<string[]> ColumnAsync(string label, string table = "records") => Page.EvaluateExpressionAsync<string[]>(
        $"[...document.querySelectorAll('#{table} td[data-label=\"{label}\"]')].map(c => c.textContent)");

    public Task<bool> IsHiddenAsync(string id) => Page.EvaluateExpressionAsync<bool>($"document.getElementById('{id}').closest('[hidden]') !== null");

    public async ValueTask DisposeAsync()
    {
        _late.Dispose();
        await _profile.CloseAsync().WaitAsync(Guard);
    }
}
