using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A model on loopback, in the form that gateways ask for. It says the last canary that it was told, word by word; told to be slow, it speaks until nobody listens or a test lets it end; told to use a tool, it runs a command first, and told to read, it looks for a file.</summary>
public sealed partial class ModelServer : IAsyncDisposable
{
    // Three minutes: longer than a gateway takes to start again on a machine that is busy.
    private const int MostWords = 1_800;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _over = new(StringComparer.Ordinal);
    private int _answers;

    private ModelServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What it was asked, as it came, and by which credential.</summary>
    public ConcurrentQueue<(string Credential, string Asked)> Calls { get; } = new();

    /// <summary>What it was asked, as it came.</summary>
    public IEnumerable<string> Asked => Calls.Select(static call => call.Asked);

    /// <summary>What a slow turn says last, when it was let end.</summary>
    public static string LastWords(string canary) => $"and so ends {canary}";

    /// <summary>The file that it asks for when it is told to read.</summary>
    public string ToRead { get; set; } = string.Empty;

    public static async Task<ModelServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var server = new ModelServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Lets a slow turn end.</summary>
    public void End(string canary) => _over[canary] = true;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.Value!.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(new { @object = "list", data = new[] { new { id = "echo", @object = "model" } } });
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        string asked = await reader.ReadToEndAsync();
        Calls.Enqueue((context.Request.Headers.Authorization.ToString(), asked));
        string canary = Canary().Matches(asked) is { Count: > 0 } found ? found[^1].Value : "no-canary";
        context.Response.ContentType = "text/event-stream";
        if (canary.Contains("-tool-", StringComparison.Ordinal) && !HasResult(asked, canary))
        {
            await UseAsync(context, "exec", new { command = $"echo ran {canary}" });
            return;
        }

        if (canary.Contains("-read-", StringComparison.Ordinal) && !HasResult(asked, canary))
        {
            await UseAsync(context, "read", new { path = ToRead.Length == 0 ? $"{canary}.txt" : ToRead });
            return;
        }

        await SayAsync(context, "The canary is ");
        await SayAsync(context, canary);

        // No two answers are one text, so that a copy of one is told from an answer to somebody else's question.
        await SayAsync(context, string.Create(CultureInfo.InvariantCulture, $", answer {Interlocked.Increment(ref _answers)}."));
        if (canary.Contains("-slow-", StringComparison.Ordinal))
        {
            await SpeakOnAsync(context, canary);
        }

        await EndAsync(context, "stop");
    }

    private async Task SpeakOnAsync(HttpContext context, string canary)
    {
        for (int i = 0; i < MostWords && !_over.ContainsKey(canary); i++)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            await SayAsync(context, " still");
            await Task.Delay(100, CancellationToken.None);
        }

        await SayAsync(context, $" {LastWords(canary)}");
    }

    // Since somebody said the canary: a turn before may have used a tool too.
    private static bool HasResult(string asked, string canary)
    {
        using var document = JsonDocument.Parse(asked);
        IEnumerable<JsonElement> since = document.RootElement.GetProperty("messages").EnumerateArray().Reverse()
            .TakeWhile(m => m.GetProperty("role").GetString() != "user" || !m.GetProperty("content").GetRawText().Contains(canary, StringComparison.Ordinal));
        return since.Any(static m => m.GetProperty("role").GetString() == "tool");
    }

    /// <summary>What tools answered, of a request that came.</summary>
    public static string[] Results(string asked)
    {
        using var document = JsonDocument.Parse(asked);
        return [.. document.RootElement.GetProperty("messages").EnumerateArray().Where(static m => m.GetProperty("role").GetString() == "tool").Select(static m => m.GetProperty("content").GetRawText())];
    }

    private static Task SayAsync(HttpContext context, string text) => WriteAsync(context, new { role = "assistant", content = text }, null);

    private static async Task UseAsync(HttpContext context, string tool, object arguments)
    {
        var call = new { index = 0, id = $"call_{Guid.NewGuid():N}", type = "function", function = new { name = tool, arguments = JsonSerializer.Serialize(arguments) } };
        await WriteAsync(context, new { role = "assistant", tool_calls = new[] { call } }, null);
        await EndAsync(context, "tool_calls");
    }

    private static async Task EndAsync(HttpContext context, string reason)
    {
        await WriteAsync(context, new { }, reason);
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task WriteAsync(HttpContext context, object delta, string? reason)
    {
        string chunk = JsonSerializer.Serialize(new { id = "c1", @object = "chat.completion.chunk", created = 1, model = "echo", choices = new[] { new { index = 0, delta, finish_reason = reason } } });
        await context.Response.WriteAsync($"data: {chunk}\n\n");
        await context.Response.Body.FlushAsync();
    }

    [GeneratedRegex("canary-[a-z0-9-]+")]
    private static partial Regex Canary();
}
