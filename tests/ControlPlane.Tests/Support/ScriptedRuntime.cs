using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ControlPlane.Tests.Support;

/// <summary>A runtime that answers as it is told, one answer after the other, and writes down what it was asked with. A gateway cannot be made to fail so.</summary>
internal sealed class ScriptedRuntime : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    private ScriptedRuntime(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    internal Uri Address => new(_app.Urls.First());

    internal ConcurrentQueue<(string TokenId, string Tenant, string IdempotencyKey, string CorrelationId, string Body)> Asked { get; } = new();

    internal static async Task<ScriptedRuntime> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var runtime = new ScriptedRuntime(builder.Build());
        foreach (Func<HttpContext, Task> answer in answers)
        {
            runtime._answers.Enqueue(answer);
        }

        await runtime._app.StartAsync();
        return runtime;
    }

    internal static Func<HttpContext, Task> Says(int status, string body = "{}", string type = "application/json") => context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(body);
    };

    internal static async Task Hangs(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has had enough.
        }
    }

    internal static Task Breaks(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    internal static Task Redirects(HttpContext context)
    {
        context.Response.Redirect("/elsewhere");
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var token = new JsonWebToken(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);
        string body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        Asked.Enqueue((token.Id, token.GetClaim("tenant_id").Value, context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers["X-Correlation-Id"].ToString(), body));
        await (_answers.TryDequeue(out Func<HttpContext, Task>? next) ? next : Says(500))(context);
    }
}
