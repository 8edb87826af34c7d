using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Sends the events of the caller's tenant as server-sent events, until the connection ends. Its endpoint takes a scope.</summary>
/// <param name="terms">What of them is wanted. Default: everything that the caller may receive.</param>
/// <remarks>The payloads are one line each. A reader who does not keep up is cut off; one whose claim has died sees the end of the stream.</remarks>
public sealed class TenantEventFeed(EventTerms? terms = null) : IResult
{
    private static readonly ReadOnlyMemory<byte> SignOfLife = ":\n\n"u8.ToArray();

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        IServiceProvider services = httpContext.RequestServices;
        LiveOpening opening = services.GetRequiredService<LiveConnections>().Open(httpContext);
        if (!opening.IsOpen)
        {
            await opening.Refusal.WriteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        using LiveConnection connection = opening.Connection;
        if (!services.GetRequiredService<EventGate>().TrySubscribe(services.GetRequiredService<TenantContext>(), out EventSubscription? subscription, terms))
        {
            connection.EndAs(LiveEnding.RateLimited);
            await Problem.RateLimited.WriteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        using (subscription)
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(connection.Ended, httpContext.RequestAborted))
        {
            var stream = new EventStreamWriter(
                httpContext.Response, connection, services.GetRequiredService<IOptions<LiveOptions>>().Value, services.GetRequiredService<TimeProvider>());
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-store";
            try
            {
                await stream.WriteAsync(SignOfLife, either.Token).ConfigureAwait(false);
                await SendAsync(stream, subscription, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // One of the two has ended it.
            }
        }

        if (subscription.IsTooSlow)
        {
            connection.EndAs(LiveEnding.TooSlow);
        }

        if (connection.End == LiveEnding.TooSlow)
        {
            // Half of what happened must not look like the whole.
            httpContext.Abort();
        }
    }

    private static async Task SendAsync(EventStreamWriter stream, EventSubscription subscription, CancellationToken cancellationToken)
    {
        while (await stream.WaitAsync(subscription, cancellationToken).ConfigureAwait(false) is { } any)
        {
            if (!any)
            {
                await stream.WriteAsync(SignOfLife, cancellationToken).ConfigureAwait(false);
            }

            while (subscription.TryRead(out DeliveredEvent delivered))
            {
                await stream.WriteAsync(Frame(delivered), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // SECURITY: a line break in a payload would begin a field of its own. JSON has none outside of its white space.
    private static ReadOnlyMemory<byte> Frame(DeliveredEvent delivered)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"id: {delivered.Sequence}\nevent: {delivered.Event.Name}\ndata: ");
        byte[] frame = new byte[Encoding.UTF8.GetByteCount(head) + delivered.Event.Payload.Length + 2];
        int at = Encoding.UTF8.GetBytes(head, frame);
        delivered.Event.Payload.Span.CopyTo(frame.AsSpan(at));
        frame.AsSpan(at, delivered.Event.Payload.Length).Replace((byte)'\n', (byte)' ');
        frame.AsSpan(at, delivered.Event.Payload.Length).Replace((byte)'\r', (byte)' ');
        frame[^2] = frame[^1] = (byte)'\n';
        return frame;
    }
}
