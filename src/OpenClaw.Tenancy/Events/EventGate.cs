using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Events;

/// <summary>Where events go in, each with its tenant, and come out for those of that tenant who may receive them.</summary>
/// <remarks>
/// A singleton, safe for use by many threads. An event without a tenant is dropped and counted, and so is one that no family has. Who publishes
/// waits for nobody. The rules of evaluators are for requests: of events the tenant, the scope and the subscription decide.
/// </remarks>
public sealed class EventGate
{
    /// <summary>The most characters of a session's name.</summary>
    internal const int MaxSession = 256;

    // One for each tenant that has a subscriber, and none for a text that somebody invented.
    private readonly ConcurrentDictionary<TenantId, EventHall> _halls = new();
    private readonly PolicyEngine _engine;
    private readonly TenantDirectory _directory;
    private readonly TimeProvider _time;
    private readonly Lazy<IEventRelay[]> _relays;
    private readonly AccessAction[] _actions;
    private readonly EventTally _tally = new();
    private int _subscribers;

    internal EventGate(PolicyEngine engine, TenantDirectory directory, EventOptions options, TimeProvider time, Func<IEnumerable<IEventRelay>> relays)
    {
        options.Freeze();
        (_engine, _directory, Options, _time) = (engine, directory, options, time);
        _relays = new Lazy<IEventRelay[]>(() => [.. relays()]);
        _actions = [.. options.Families.Scopes.Select(scope => engine.Action(scope, "events.receive"))];
    }

    /// <summary>How many subscribers there are in this process.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>How many tenants have a subscriber in this process.</summary>
    public int Tenants => _halls.Count;

    internal EventOptions Options { get; }

    /// <summary>What was counted since the start.</summary>
    /// <returns>The counts as they are now.</returns>
    public EventCounts ReadCounts() => _tally.Read();

    /// <summary>Publishes what happened in the tenant of a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">What happened.</param>
    /// <param name="payload">What there is to say of it. It is copied.</param>
    /// <param name="session">The session that it happened in, or null. At most 256 characters without control characters; else the event is dropped.</param>
    /// <returns>What became of it; how many receive it is not said.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended, or its claim has.</exception>
    public EventOutcome Publish(TenantContext scope, string name, ReadOnlySpan<byte> payload, string? session = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return Send(scope.Tenant, name, payload, session);
    }

    /// <summary>Publishes what happened in the tenant whose data a permit opens.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="name">What happened.</param>
    /// <param name="payload">What there is to say of it. It is copied.</param>
    /// <param name="session">The session that it happened in, or null. At most 256 characters without control characters; else the event is dropped.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="TenantScopeRequiredException">The permit has ended.</exception>
    public EventOutcome Publish(AccessPermit permit, string name, ReadOnlySpan<byte> payload, string? session = null)
    {
        ArgumentNullException.ThrowIfNull(permit);
        return Send(permit.RequireTenant(), name, payload, session);
    }

    /// <summary>Publishes what the host itself did, or took from elsewhere, under the owner that it found. Without one the event is dropped and counted.</summary>
    /// <param name="owner">The owner that was found, such as of a permit that has ended since; or null.</param>
    /// <param name="name">What happened.</param>
    /// <param name="payload">What there is to say of it. It is copied.</param>
    /// <param name="session">The session that it happened in, or null. At most 256 characters without control characters; else the event is dropped.</param>
    /// <returns>What became of it. No owner is taken for any other, and none means nobody.</returns>
    public EventOutcome PublishForHost(TenantId? owner, string name, ReadOnlySpan<byte> payload, string? session = null)
    {
        // INVARIANT: what belongs to nobody is received by nobody. There is no tenant that stands in for none.
        if (owner is null)
        {
            return _tally.Count(EventOutcome.WithoutTenant);
        }

        return _directory.TryFind(owner.ToString(), out TenantEntry? entry) ? Send(entry.Id, name, payload, session) : _tally.Count(EventOutcome.UnknownTenant);
    }

    /// <summary>Says something to one subscriber alone, through the same gate and in the same numbering.</summary>
    /// <param name="subscription">The subscriber.</param>
    /// <param name="scope">The scope whose tenant it happened in. Of another tenant than the subscriber's, it does not arrive.</param>
    /// <param name="name">What happened.</param>
    /// <param name="payload">What there is to say of it. It is copied.</param>
    /// <param name="session">The session that it happened in, or null. At most 256 characters without control characters; else the event is dropped.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended, or its claim has.</exception>
    public EventOutcome Tell(EventSubscription subscription, TenantContext scope, string name, ReadOnlySpan<byte> payload, string? session = null)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ArgumentNullException.ThrowIfNull(scope);
        EventOutcome outcome = Make(scope.Tenant, EventId.New(), name, payload, session, out TenantEvent? happened, out int guard);
        if (happened is not null)
        {
            subscription.Offer(happened, guard);
        }

        return _tally.Count(outcome);
    }

    /// <summary>Receives the events of a scope's tenant, for as long as the scope's claim lives.</summary>
    /// <param name="scope">The scope. What is held of it is its claim, so that the subscription may outlive it.</param>
    /// <param name="subscription">The subscription, or null where there is no place: the tenant or the process has as many as it may.</param>
    /// <param name="terms">What of it is wanted. Default: everything that the claim may receive.</param>
    /// <returns>Whether there was a place.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended, or its claim has.</exception>
    public bool TrySubscribe(TenantContext scope, [NotNullWhen(true)] out EventSubscription? subscription, EventTerms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        TenantId tenant = scope.Tenant;
        VerifiedTenantClaim claim = scope.Claim;
        subscription = null;
        if (Interlocked.Increment(ref _subscribers) <= Options.MaxSubscribers)
        {
            var one = new EventSubscription(this, claim, tenant, ScopesOf(claim), terms ?? EventTerms.Everything);
            bool? added = null;
            while (added is null)
            {
                added = _halls.GetOrAdd(tenant, static _ => new EventHall()).TryAdd(one, Options.MaxSubscribersPerTenant);
            }

            subscription = added.Value ? one : null;
        }

        if (subscription is null)
        {
            Interlocked.Decrement(ref _subscribers);
            _tally.CountRefused();
        }

        return subscription is not null;
    }

    internal void CountTooSlow() => _tally.CountTooSlow();

    internal DenyReason StateOf(VerifiedTenantClaim claim) => _engine.StateOf(claim);

    internal IReadOnlyList<string> Awaited() => [.. _halls.Keys.Select(static tenant => tenant.ToString())];

    internal void Remove(EventSubscription subscription)
    {
        if (_halls.TryGetValue(subscription.Tenant, out EventHall? hall) && hall.Remove(subscription))
        {
            // This very hall: another one may stand in its place already.
            _halls.TryRemove(new KeyValuePair<TenantId, EventHall>(subscription.Tenant, hall));
        }

        Interlocked.Decrement(ref _subscribers);
    }

    internal EventOutcome Deliver(RelayedEvent relayed)
    {
        if (!_directory.TryFind(relayed.Tenant, out TenantEntry? entry))
        {
            return _tally.Count(EventOutcome.UnknownTenant);
        }

        if (!EventId.TryFrom(relayed.Id, out EventId? id))
        {
            return _tally.Count(EventOutcome.Dropped);
        }

        EventOutcome outcome = Make(entry.Id, id, relayed.Name, relayed.Payload.Span, relayed.Session, out TenantEvent? happened, out int guard);
        if (happened is not null)
        {
            Offer(happened, guard);
        }

        return _tally.Count(outcome);
    }

    private EventOutcome Send(TenantId tenant, string name, ReadOnlySpan<byte> payload, string? session)
    {
        EventOutcome outcome = Make(tenant, EventId.New(), name, payload, session, out TenantEvent? happened, out int guard);
        if (happened is not null)
        {
            Offer(happened, guard);
            SendOn(happened);
        }

        return _tally.Count(outcome);
    }

    private void SendOn(TenantEvent happened)
    {
        foreach (IEventRelay relay in _relays.Value)
        {
            if (!relay.TrySend(happened))
            {
                _tally.CountUnsent();
            }
        }
    }

    // Among the tenant's own subscribers alone: what an event costs does not grow with other tenants.
    private void Offer(TenantEvent happened, int guard)
    {
        if (_halls.TryGetValue(happened.Tenant, out EventHall? hall))
        {
            hall.Offer(happened, guard);
        }
    }

    private EventOutcome Make(TenantId tenant, EventId id, string name, ReadOnlySpan<byte> payload, string? session, out TenantEvent? happened, out int guard)
    {
        ArgumentNullException.ThrowIfNull(name);
        happened = null;
        guard = Options.Families.GuardOf(name);
        if (guard == EventFamilies.Unknown)
        {
            return EventOutcome.UnknownFamily;
        }

        if (session is not null && !PlainLine.Is(session, MaxSession))
        {
            return EventOutcome.Dropped;
        }

        if (payload.Length > Options.MaxEventBytes)
        {
            return EventOutcome.TooLarge;
        }

        // SECURITY: a copy, for the caller's buffer may be filled with another tenant's bytes before the last subscriber has read.
        happened = new TenantEvent(tenant, id, name, payload.ToArray(), session);
        return EventOutcome.Published;
    }

    private ulong ScopesOf(VerifiedTenantClaim claim)
    {
        DateTimeOffset now = _time.GetUtcNow();
        ulong held = 0;
        for (int i = 0; i < _actions.Length; i++)
        {
            held |= _engine.Reaches(claim, _actions[i], now) ? 1UL << i : 0;
        }

        return held;
    }
}
