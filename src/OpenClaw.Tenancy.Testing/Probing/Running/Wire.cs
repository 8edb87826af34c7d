using System.Text;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Sends requests to the host, and to nothing else, within the bounds of the run.</summary>
internal sealed class Wire : IDisposable
{
    private const int MaxBody = 1 << 20;

    private readonly ProbeSubject _subject;
    private readonly ProbeOptions _options;
    private readonly HttpClient _client;
    private readonly HttpClient _making;
    private readonly SemaphoreSlim _makes = new(1);
    private long _requests;

    internal Wire(ProbeSubject subject, ProbeOptions options, CancellationToken stop)
    {
        (_subject, _options, Stop) = (subject, options, stop);
        _client = subject.Host.Connect();
        _making = subject.Host.Connect();
        if (ReferenceEquals(_client, _making))
        {
            throw new ArgumentException("The host gave the same client twice, on which one tenant's credential would meet the other's requests. Make a new client each time.");
        }

        Address = _client.BaseAddress!;
    }

    internal Uri Address { get; }

    internal CancellationToken Stop { get; }

    internal long Requests => Interlocked.Read(ref _requests);

    internal void Count()
    {
        Stop.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _requests) > _options.MaxRequests)
        {
            Interlocked.Decrement(ref _requests);
            throw new ProbeStoppedException($"{_options.MaxRequests} requests were sent. Set ProbeOptions.MaxRequests, or list fewer endpoints.");
        }
    }

    /// <summary>Sends, and counts nothing beside it.</summary>
    /// <exception cref="InvalidOperationException">The client followed a redirection out of the host.</exception>
    internal async Task<ProbeAnswer> SendAsync(ProbeTenant? caller, ProbeRequest request)
    {
        Count();
        using HttpRequestMessage message = request.ToMessage(Address, _subject.Host.SendsAsWritten);
        caller?.Authenticate(message);
        long begun = TimeProvider.System.GetTimestamp();
        (ProbeAnswer answer, Uri? from) = await ExchangeAsync(message, begun).ConfigureAwait(false);
        return from is null || string.Equals(from.Authority, Address.Authority) ? answer
            : throw new InvalidOperationException($"The client followed a redirection to '{from.Authority}', out of the host. Set AllowAutoRedirect to false on it.");
    }

    /// <summary>Sends, and counts what the host did meanwhile.</summary>
    internal async Task<ProbeAnswer> SendCountedAsync(ProbeTenant? caller, ProbeRequest request, bool owesRecord)
    {
        long? calls = _subject.CountCallsAsync is { } c ? await c(Stop).ConfigureAwait(false) : null;
        long? refusals = _subject.CountRefusalsAsync is { } r ? await r(Stop).ConfigureAwait(false) : null;
        ProbeAnswer answer = await SendAsync(caller, request).ConfigureAwait(false);
        return answer with
        {
            Calls = calls is null ? null : await _subject.CountCallsAsync!(Stop).ConfigureAwait(false) - calls,
            Refusals = refusals is null ? null : await RefusalsAsync(refusals.Value, owesRecord && answer.IsRefusal).ConfigureAwait(false),
        };
    }

    /// <summary>Lets the subject store something as a tenant, by requests that carry more headers.</summary>
    internal async Task<ProbeObject> MakeAsync(ProbeKind kind, ProbeTenant owner, string mark, IReadOnlyList<(string Name, string Value)> headers)
    {
        await _makes.WaitAsync(Stop).ConfigureAwait(false);
        try
        {
            Count();
            using var carrier = new HttpRequestMessage(HttpMethod.Get, Address);
            owner.Authenticate(carrier);
            _making.DefaultRequestHeaders.Clear();
            foreach ((string name, IEnumerable<string> values) in carrier.Headers)
            {
                _making.DefaultRequestHeaders.TryAddWithoutValidation(name, values);
            }

            foreach ((string name, string value) in headers)
            {
                _making.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
            }

            return await kind.CreateAsync(_making, mark, Stop).WaitAsync(_options.RequestTimeout, TimeProvider.System, Stop).ConfigureAwait(false);
        }
        finally
        {
            _makes.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _making.Dispose();
        _makes.Dispose();
    }

    private async Task<(ProbeAnswer Answer, Uri? From)> ExchangeAsync(HttpRequestMessage message, long begun)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(_options.RequestTimeout);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            string body = await ReadAsync(response, patience.Token).ConfigureAwait(false);
            var answer = new ProbeAnswer((int)response.StatusCode, [.. HeadersOf(response)], body, TimeProvider.System.GetElapsedTime(begun));
            return (answer, response.RequestMessage?.RequestUri);
        }
#pragma warning disable CA1031 // Reason: a host in memory throws what it fails with at whoever asks, and that is what is looked at.
        catch (Exception error) when (!Stop.IsCancellationRequested)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            string what = error is OperationCanceledException ? "no answer in time" : error.GetType().Name;
            return (new ProbeAnswer(0, [], string.Empty, TimeProvider.System.GetElapsedTime(begun)) { Broken = what }, null);
        }
    }

    // What a refusal leaves may be written behind the answer.
    private async Task<long> RefusalsAsync(long before, bool owed)
    {
        long after = await _subject.CountRefusalsAsync!(Stop).ConfigureAwait(false);
        for (int waited = 0; owed && after == before && waited < 20; waited++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, Stop).ConfigureAwait(false);
            after = await _subject.CountRefusalsAsync(Stop).ConfigureAwait(false);
        }

        return after - before;
    }

    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken patience)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(patience).ConfigureAwait(false);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(patience);
        bool streams = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        if (streams)
        {
            listening.CancelAfter(_options.ListeningTime);
        }

        var read = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int count; read.Length < MaxBody && (count = await stream.ReadAsync(buffer, listening.Token).ConfigureAwait(false)) != 0;)
            {
                read.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException) when (streams && !patience.IsCancellationRequested)
        {
            // A stream that goes on has been listened to for long enough.
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(static h => KeyValuePair.Create(h.Key, h.Value.ToString()));
}
