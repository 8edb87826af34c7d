using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>A server without a socket: it hands a request to the application as Kestrel does on a kept connection, header strings reused.</summary>
internal sealed class InProcessServer : IServer
{
    private readonly IConnectionItemsFeature _items = new ItemsFeature();
    private Func<IFeatureCollection, Task> _process = static _ => throw new InvalidOperationException("The server was not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _process = async features =>
        {
            TContext context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    /// <summary>Sends GET /x with an Authorization header, and gives the status.</summary>
    public int Get(string authorization, bool sameConnection)
    {
        var request = new HttpRequestFeature { Method = "GET", Path = "/x", Protocol = "HTTP/1.1", Scheme = "http" };
        request.Headers.Host = "localhost";
        request.Headers.Authorization = authorization;
        var response = new EndingResponse();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IConnectionItemsFeature>(sameConnection ? _items : new ItemsFeature());
        _process(features).GetAwaiter().GetResult();
        response.End();
        return response.StatusCode;
    }

    private sealed class ItemsFeature : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }

    /// <summary>Runs what was registered for the end of the response, such as the disposal of the request's services.</summary>
    private sealed class EndingResponse : HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Callback, object State)> _ends = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _ends.Add((callback, state));

        public void End()
        {
            for (int i = _ends.Count - 1; i >= 0; i--)
            {
                _ends[i].Callback(_ends[i].State).GetAwaiter().GetResult();
            }
        }
    }
}
