using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>How many requests of a method a gateway has begun and not ended, as its server counts them: one whose caller has gone is among them until the server notices.</summary>
public sealed class OpenRequests : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _open;

    public OpenRequests(RunningGateway gateway, string method)
    {
        // Each host has a factory of its own, so that what other gateways of this process do is not counted.
        IMeterFactory own = gateway.App.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.active_requests" && ReferenceEquals(instrument.Meter.Scope, own))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
        {
            if (tags.Contains(KeyValuePair.Create("http.request.method", (object?)method)))
            {
                Interlocked.Add(ref _open, change);
            }
        });
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _open);

    public void Dispose() => _listener.Dispose();
}
