using System.Collections.Concurrent;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>Calls the store: each operation in a scope and on a thread of its own, under a time limit, and captured.</summary>
internal sealed class Probe(ITenantStoreSubject subject, TimeSpan limit, CancellationToken stop)
{
    // An operation that hung so often is not called again, so that a run over a dead store ends.
    private const int MostHangs = 3;

    private readonly ConcurrentDictionary<(string Kind, StoreOperations Operation), int> _hangs = new();
    private long _calls;

    internal long Calls => Interlocked.Read(ref _calls);

    internal Task<Outcome> CreateAsync(Caller caller, StoreKind kind, StoreDraft draft) => RunAsync(caller, kind, StoreOperations.Create, null,
        async (prepared, ct) => new Outcome { Id = await subject.CreateAsync(prepared.Call, draft, ct).ConfigureAwait(false) });

    internal Task<Outcome> ReadAsync(Caller caller, StoreKind kind, string id) => RunAsync(caller, kind, StoreOperations.Read, id,
        async (prepared, ct) => Of(await subject.ReadAsync(prepared.Call, id, ct).ConfigureAwait(false)));

    internal Task<Outcome> UpdateAsync(Caller caller, StoreKind kind, string id, string body) => RunAsync(caller, kind, StoreOperations.Update, id,
        async (prepared, ct) => new Outcome { Flag = await subject.UpdateAsync(prepared.Call, id, body, ct).ConfigureAwait(false) });

    internal Task<Outcome> DeleteAsync(Caller caller, StoreKind kind, string id) => RunAsync(caller, kind, StoreOperations.Delete, id,
        async (prepared, ct) => new Outcome { Flag = await subject.DeleteAsync(prepared.Call, id, ct).ConfigureAwait(false) });

    internal Task<Outcome> ExistsAsync(Caller caller, StoreKind kind, string id) => RunAsync(caller, kind, StoreOperations.Exists, id,
        async (prepared, ct) => new Outcome { Flag = await subject.ExistsAsync(prepared.Call, id, ct).ConfigureAwait(false) });

    internal Task<Outcome> ListAsync(Caller caller, StoreKind kind, int pageSize, string? cursor) => RunAsync(caller, kind, StoreOperations.List, null,
        async (prepared, ct) =>
        {
            StorePage page = await subject.ListAsync(prepared.Call, pageSize, cursor, ct).ConfigureAwait(false);
            return new Outcome { Objects = page.Objects, Cursor = page.Cursor, Total = page.Total };
        });

    internal Task<Outcome> PrefixAsync(Caller caller, StoreKind kind, string prefix) => RunAsync(caller, kind, StoreOperations.Prefix, null,
        async (prepared, ct) => new Outcome { Objects = await subject.FindByPrefixAsync(prepared.Call, prefix, ct).ConfigureAwait(false) });

    internal Task<Outcome> RangeAsync(Caller caller, StoreKind kind, string first, string last) => RunAsync(caller, kind, StoreOperations.Range, null,
        async (prepared, ct) => new Outcome { Objects = await subject.FindInRangeAsync(prepared.Call, first, last, ct).ConfigureAwait(false) });

    internal Task<Outcome> CountAsync(Caller caller, StoreKind kind) => RunAsync(caller, kind, StoreOperations.Count, null,
        async (prepared, ct) => new Outcome { Number = await subject.CountAsync(prepared.Call, ct).ConfigureAwait(false) });

    internal Task<Outcome> FindByKeyAsync(Caller caller, StoreKind kind, string key) => RunAsync(caller, kind, StoreOperations.FindByKey, null,
        async (prepared, ct) => Of(await subject.FindByKeyAsync(prepared.Call, key, ct).ConfigureAwait(false)));

    /// <summary>Enumerates everything; a caller that dies late dies after so many objects, and the outcome holds only what came later.</summary>
    internal Task<Outcome> StreamAsync(Caller caller, StoreKind kind, int diesAfter = 0) => RunAsync(caller, kind, StoreOperations.Stream, null,
        async (prepared, ct) =>
        {
            var objects = new List<StoredObject>();
            try
            {
                int seen = 0;
                IAsyncEnumerable<StoredObject> stream = subject.StreamAsync(prepared.Call, ct);
                if (caller.DiesLate && diesAfter == 0)
                {
                    prepared.Kill();
                }

                await foreach (StoredObject one in stream.WithCancellation(ct).ConfigureAwait(false))
                {
                    if (++seen > diesAfter)
                    {
                        objects.Add(one);
                    }
                    else if (seen == diesAfter)
                    {
                        prepared.Kill();
                    }
                }

                return new Outcome { Objects = objects, Number = seen };
            }
#pragma warning disable CA1031 // Reason: what came out before the exception counts as well.
            catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                return new Outcome { Objects = objects, Error = error };
            }
        });

    /// <summary>The raw rows of the store, or null where the subject does not offer them.</summary>
    internal async Task<IReadOnlyList<string>?> SnapshotAsync(IServiceProvider services)
    {
        Interlocked.Increment(ref _calls);
        return await Task.Run(async () => await subject.SnapshotAsync(services, stop).ConfigureAwait(false), stop)
            .WaitAsync(limit, TimeProvider.System, stop).ConfigureAwait(false);
    }

    private static Outcome Of(StoredObject? found) => new() { Objects = found is null ? [] : [found] };

    private async Task<Outcome> RunAsync(
        Caller caller, StoreKind kind, StoreOperations operation, string? id, Func<PreparedCall, CancellationToken, Task<Outcome>> work)
    {
        stop.ThrowIfCancellationRequested();
        if (_hangs.GetValueOrDefault((kind.Name, operation)) >= MostHangs)
        {
            return Outcome.Hung;
        }

        Interlocked.Increment(ref _calls);
        var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<Outcome> running = Task.Run(() => CaptureAsync(caller, kind, operation, id, work, patience.Token), CancellationToken.None);
        try
        {
            Outcome outcome = await running.WaitAsync(limit, TimeProvider.System, stop).ConfigureAwait(false);
            patience.Dispose();
            return outcome;
        }
        catch (TimeoutException)
        {
            // What hangs is told to end and left behind; its token source stays, because it may still be looked at.
            await patience.CancelAsync().ConfigureAwait(false);
            _hangs.AddOrUpdate((kind.Name, operation), 1, static (_, before) => before + 1);
            return Outcome.Hung;
        }
    }

    private async Task<Outcome> CaptureAsync(
        Caller caller, StoreKind kind, StoreOperations operation, string? id, Func<PreparedCall, CancellationToken, Task<Outcome>> work, CancellationToken patience)
    {
        try
        {
            PreparedCall prepared = await caller.PrepareAsync(kind, operation, id).ConfigureAwait(false);
            await using (prepared.ConfigureAwait(false))
            {
                return await work(prepared, patience).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Reason: whatever the store throws is what is looked at.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new Outcome { Error = error };
        }
    }
}
