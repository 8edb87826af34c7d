using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>The connections that are held open in this process, bounded in whole and for each tenant.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads. Nothing is kept for a caller who was not let in.</remarks>
public sealed class LiveConnections
{
    internal const string ActionName = "live.connect";

    private readonly ConcurrentDictionary<LiveConnection, bool> _open = new();
    private readonly ConcurrentDictionary<TenantId, LiveShare> _shares = new();
    private readonly Channel<bool> _sooner = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PolicyEngine _engine;
    private readonly RefusalTrail _trail;
    private readonly IServiceScopeFactory _scopes;
    private readonly LiveOptions _options;
    private int _count;
    private long _nextTicks = long.MaxValue;

    internal LiveConnections(PolicyEngine engine, RefusalTrail trail, IServiceScopeFactory scopes, LiveOptions options) =>
        (_engine, _trail, _scopes, _options) = (engine, trail, scopes, options);

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many tenants have any.</summary>
    public int Tenants => _shares.Count;

    /// <summary>How many a tenant has.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The number as it is now.</returns>
    public int CountOf(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return _shares.TryGetValue(tenant, out LiveShare? share) ? share.Count : 0;
    }

    /// <summary>Opens a connection for whoever a request was let through for. Its endpoint takes a scope.</summary>
    /// <param name="context">The request; it stays open as long as the connection.</param>
    /// <returns>The connection, or why there is none; a refusal is recorded.</returns>
    /// <exception cref="TenantScopeRequiredException">The request has no tenant: its endpoint takes no scope.</exception>
    public LiveOpening Open(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Open(context.RequestServices.GetRequiredService<TenantContext>().Claim, context.TraceIdentifier);
    }

    internal LiveOpening Open(VerifiedTenantClaim claim, string? correlationId)
    {
        if (Interlocked.Increment(ref _count) <= _options.MaxConnections && Enter(claim.ReachedTenant) is { } share)
        {
            var connection = new LiveConnection(this, share, claim, correlationId, _engine, _scopes, _options);
            _open[connection] = true;

            // Behind the putting: whatever died since the claim was accepted is found here, and what dies from now on by whoever looks at all.
            connection.Recheck();
            if (Advance(connection.EndsAtTicks))
            {
                _sooner.Writer.TryWrite(true);
            }

            return LiveOpening.Of(connection);
        }

        Interlocked.Decrement(ref _count);
        _trail.Record(claim, ActionName, resourceId: null, LiveEnding.RateLimited.Code, runId: null, correlationId);
        return LiveOpening.Refused(Problem.RateLimited);
    }

    internal void Remove(LiveConnection connection, LiveEnding ending)
    {
        if (!_open.TryRemove(connection, out _))
        {
            return;
        }

        if (connection.Share.Leave())
        {
            // This very share: another one may stand in its place already.
            _shares.TryRemove(new KeyValuePair<TenantId, LiveShare>(connection.Tenant, connection.Share));
        }

        Interlocked.Decrement(ref _count);
        if (ending.IsRefusal)
        {
            _trail.Record(connection.Claim, ActionName, connection.Id, ending.Code, runId: null, connection.CorrelationId);
        }
    }

    /// <summary>Looks at all of them, and says when the next one ends.</summary>
    internal long Recheck()
    {
        Volatile.Write(ref _nextTicks, long.MaxValue);
        foreach ((LiveConnection connection, _) in _open)
        {
            connection.Recheck();
            if (connection.End is null)
            {
                Advance(connection.EndsAtTicks);
            }
        }

        return Volatile.Read(ref _nextTicks);
    }

    /// <summary>Ends when a connection was opened that ends sooner than all others.</summary>
    internal Task SoonerAsync(CancellationToken cancellationToken) => _sooner.Reader.ReadAsync(cancellationToken).AsTask();

    internal void EndAll()
    {
        foreach ((LiveConnection connection, _) in _open)
        {
            connection.EndAs(LiveEnding.GoingAway);
        }
    }

    private LiveShare? Enter(TenantId tenant)
    {
        while (true)
        {
            LiveShare share = _shares.GetOrAdd(tenant, static (_, options) => new LiveShare(options), _options);
            if (share.TryEnter() is { } entered)
            {
                return entered ? share : null;
            }
        }
    }

    // Moves the next end ahead, and says whether it did.
    private bool Advance(long ticks)
    {
        for (long next = Volatile.Read(ref _nextTicks); ticks < next;)
        {
            long seen = Interlocked.CompareExchange(ref _nextTicks, ticks, next);
            if (seen == next)
            {
                return true;
            }

            next = seen;
        }

        return false;
    }
}
