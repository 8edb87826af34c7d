using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.TestKit.Identity;

/// <summary>What the address of a key set may answer instead of a key set.</summary>
public static class ProviderFaults
{
    private static readonly byte[] Chunk = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    /// <summary>Takes the request and says nothing.</summary>
    public static Task Hang(HttpContext context) => UntilAborted(context);

    /// <summary>Begins a key set and goes on with a byte each time the caller reads, without an end.</summary>
    public static async Task Drip(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"keys\":[");
        await context.Response.Body.FlushAsync();
        await UntilAborted(context);
    }

    public static Task Html(HttpContext context) => WriteAsync(context, "text/html", "<!doctype html><title>Sign in</title>");

    /// <summary>HTML that says it is JSON.</summary>
    public static Task HtmlAsJson(HttpContext context) => WriteAsync(context, "application/json", "<!doctype html><title>Sign in</title>");

    /// <summary>10 MB of white space, which JSON allows, before what would be a key set. Its length is not said.</summary>
    public static async Task Huge(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        for (int i = 0; i < 160; i++)
        {
            await context.Response.Body.WriteAsync(Chunk, context.RequestAborted);
        }

        await context.Response.WriteAsync("{\"keys\":[]}", context.RequestAborted);
    }

    public static Task Failure(HttpContext context)
    {
        context.Response.StatusCode = 500;
        return WriteAsync(context, "application/json", "{\"keys\":[]}");
    }

    /// <summary>Sends the caller elsewhere.</summary>
    public static Func<HttpContext, Task> Redirect(Uri to) => context =>
    {
        context.Response.Redirect(to.ToString());
        return Task.CompletedTask;
    };

    /// <summary>A text in place of the key set.</summary>
    public static Func<HttpContext, Task> Json(string text, string mediaType = "application/json") => context => WriteAsync(context, mediaType, text);

    private static Task WriteAsync(HttpContext context, string mediaType, string text)
    {
        context.Response.ContentType = mediaType;
        return context.Response.WriteAsync(text);
    }

    private static async Task UntilAborted(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has had enough, or the test has ended.
        }
    }
}
