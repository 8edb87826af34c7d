using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Sends the events of a run as server-sent events, each as soon as it is there.</summary>
/// <param name="events">The events.</param>
/// <param name="numbered">Whether each carries its number, by which a follower resumes.</param>
/// <param name="closing">What follows the run's last event, or null. A stream that was cut has none, so that it shows.</param>
public sealed class EventStreamAnswer(IAsyncEnumerable<RunEvent> events, bool numbered, string? closing) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        CancellationToken cancellationToken = httpContext.RequestAborted;
        httpContext.Response.ContentType = "text/event-stream";
        await httpContext.Response.Body.FlushAsync(cancellationToken);
        bool whole = false;
        await foreach (RunEvent happened in events.WithCancellation(cancellationToken))
        {
            await SendAsync(httpContext.Response, Frame(happened), cancellationToken);
            whole = happened.IsLast;
        }

        if (whole && closing is not null)
        {
            await SendAsync(httpContext.Response, $"data: {closing}\n\n", cancellationToken);
        }
    }

    // Serialized JSON is one line, whatever the texts in it hold.
    private string Frame(RunEvent happened)
    {
        string id = numbered ? string.Create(CultureInfo.InvariantCulture, $"id: {happened.Sequence}\n") : string.Empty;
        return $"{id}data: {JsonSerializer.Serialize(happened, GatewayJson.Options)}\n\n";
    }

    private static async Task SendAsync(HttpResponse response, string frame, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(frame), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
