using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Writes to a reader who is waited for only so long.</summary>
internal sealed class EventStreamWriter(HttpResponse response, LiveConnection connection, LiveOptions options, TimeProvider time)
{
    /// <summary>Waits for events: true where there may be some, false where it is time for a sign of life, null when none come any more.</summary>
    internal async ValueTask<bool?> WaitAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        using var pause = new CancellationTokenSource(options.KeepAliveInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
        try
        {
            return await subscription.WaitAsync(either.Token).ConfigureAwait(false) ? true : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Writes and sends. A reader who does not take it ends the connection.</summary>
    internal async Task WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.SendTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await response.Body.WriteAsync(frame, either.Token).ConfigureAwait(false);
            await response.Body.FlushAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            connection.EndAs(LiveEnding.TooSlow);
            throw;
        }
    }
}
