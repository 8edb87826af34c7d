using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.PostgreSql.Listening;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.PostgreSql.Events;

/// <summary>Sends events to the other processes and takes theirs in, each at a connection that is made again when it is lost.</summary>
/// <remarks>What a notification says is looked up by its id and is otherwise not believed: whoever may notify can cause a reading and nothing else.</remarks>
internal sealed partial class EventRelay : BackgroundService, IEventRelay
{
    private const int MaxBatchBytes = 4 * 1024 * 1024;

    // What may have been put down and not told when the connection was found to be lost.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly Channel<string[]> _told = Channel.CreateBounded<string[]>(new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly EventOutbox _outbox;
    private readonly SeenEvents _seen = new();
    private readonly PostgreSqlEventTable _table;
    private readonly PostgreSqlEventOptions _options;
    private readonly EventInlet _inlet;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Listener _listener;
    private int _missed;
    private long _lostAt;

    public EventRelay(string connectionString, PostgreSqlEventTable table, PostgreSqlEventOptions options, EventInlet inlet, TimeProvider time, ILogger<EventRelay> logger)
    {
        (_table, _options, _inlet, _time, _logger, _outbox) = (table, options, inlet, time, logger, new EventOutbox(options));

        _listener = new Listener(connectionString, PostgreSqlEventTable.Channel);
        _lostAt = time.GetTimestamp();
    }

    public bool TrySend(TenantEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return _outbox.TryAdd(happened);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        KeepAsync(ListenAsync, stoppingToken), KeepAsync(SendAllAsync, stoppingToken), KeepAsync(TakeInAsync, stoppingToken), KeepAsync(ForgetAllAsync, stoppingToken));

    private Task KeepAsync(Func<Action, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Listener.KeepAsync(work, (exceptionType, wait) => LogLost(_logger, exceptionType, wait), _time, cancellationToken);

    private async Task ListenAsync(Action works, CancellationToken cancellationToken)
    {
        bool listened = false;
        try
        {
            await _listener.ListenAsync(
                Take,
                () =>
                {
                    // What was told while nobody listened is looked for by its time.
                    Miss();
                    works();
                    listened = true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (listened)
            {
                Interlocked.Exchange(ref _lostAt, _time.GetTimestamp());
            }
        }
    }

    private void Take(string payload)
    {
        string[] ids = [.. payload.Split(',', PostgreSqlEventTable.MaxBatch + 1).Where(ResourceId.IsWellFormed).Take(PostgreSqlEventTable.MaxBatch)];
        if (ids.Length != 0 && !_told.Writer.TryWrite(ids))
        {
            Interlocked.Exchange(ref _missed, 1);
        }
    }

    private void Miss()
    {
        Interlocked.Exchange(ref _missed, 1);
        _told.Writer.TryWrite([]);
    }

    private async Task TakeInAsync(Action works, CancellationToken cancellationToken)
    {
        while (await _told.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            while (ids.Count < PostgreSqlEventTable.MaxBatch && _told.Reader.TryRead(out string[]? told))
            {
                ids.UnionWith(told.Where(id => !_seen.Has(id)));
            }

            IReadOnlyList<string> tenants = _inlet.Awaited();
            bool missed = Interlocked.Exchange(ref _missed, 0) != 0;
            if (tenants.Count != 0 && (missed || ids.Count != 0))
            {
                await TakeInAsync(ids, missed, tenants, cancellationToken).ConfigureAwait(false);
            }

            works();
        }
    }

    private async Task TakeInAsync(HashSet<string> ids, bool missed, IReadOnlyList<string> tenants, CancellationToken cancellationToken)
    {
        try
        {
            if (!missed)
            {
                Deliver(await _table.ReadAsync([.. ids], tenants, cancellationToken).ConfigureAwait(false));
                return;
            }

            TimeSpan since = _time.GetElapsedTime(Interlocked.Read(ref _lostAt)) + Margin;
            since = since < _options.Retention ? since : _options.Retention;
            for (long? after = 0; after is { } place;)
            {
                (List<RelayedEvent> found, after) = await _table.ReadSinceAsync(since, place, tenants, cancellationToken).ConfigureAwait(false);
                Deliver(found);
            }
        }
        catch
        {
            // Looked for by its time, once the database answers.
            Miss();
            throw;
        }
    }

    private void Deliver(List<RelayedEvent> found)
    {
        foreach (RelayedEvent relayed in found.Where(e => _seen.Add(e.Id)))
        {
            _inlet.Deliver(relayed);
        }
    }

    private async Task SendAllAsync(Action works, CancellationToken cancellationToken)
    {
        var batch = new List<TenantEvent>();
        try
        {
            while (await _outbox.Waiting.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                int bytes = 0;
                while (batch.Count < PostgreSqlEventTable.MaxBatch && bytes < MaxBatchBytes && _outbox.Waiting.TryRead(out TenantEvent? happened))
                {
                    // Marked first: the notification may be here before the statement has ended.
                    _seen.Add(happened.Id.ToString());
                    batch.Add(happened);
                    bytes += happened.Payload.Length;
                }

                await _table.PutAsync(batch, cancellationToken).ConfigureAwait(false);
                Leave(batch);
                works();
            }
        }
        finally
        {
            // What could not be sent is too old when the database answers again; it stays in this process.
            Leave(batch);
        }
    }

    private void Leave(List<TenantEvent> batch)
    {
        batch.ForEach(_outbox.Leave);
        batch.Clear();
    }

    private async Task ForgetAllAsync(Action works, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.Retention / 2, _time, cancellationToken).ConfigureAwait(false);
            await _table.ForgetAsync(cancellationToken).ConfigureAwait(false);
            works();
        }
    }

    [LoggerMessage(EventId = 2501, EventName = "EventRelayLost", Level = LogLevel.Warning, Message = "OCT2501: events do not go between the processes of this host now ({ExceptionType}). It is tried again in {Wait}; events within this process go on.")]
    private static partial void LogLost(ILogger logger, string exceptionType, TimeSpan wait);
}
