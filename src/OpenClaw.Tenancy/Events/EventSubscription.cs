using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Events;

/// <summary>One who receives events of one tenant: those that his claim may receive and that he asked for, numbered for him alone.</summary>
/// <remarks>Many threads may offer events to it. One reads. It is ended when its claim ends, and when it does not keep up; then nothing more comes of it.</remarks>
public sealed class EventSubscription : IDisposable
{
    private readonly EventGate _gate;
    private readonly VerifiedTenantClaim _claim;
    private readonly ulong _scopes;
    private readonly bool _followedOnly;
    private readonly Channel<TenantEvent> _waiting;
    private ImmutableHashSet<string> _followed = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private long _waitingBytes;
    private long _sequence;
    private int _end = (int)DenyReason.None;
    private int _tooSlow;
    private int _gone;

    internal EventSubscription(EventGate gate, VerifiedTenantClaim claim, TenantId tenant, ulong scopes, EventTerms terms)
    {
        (_gate, _claim, Tenant, _scopes, _followedOnly) = (gate, claim, tenant, scopes, terms.FollowedSessionsOnly);
        _waiting = Channel.CreateBounded<TenantEvent>(new BoundedChannelOptions(gate.Options.QueueLength) { FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>The tenant whose events are received.</summary>
    public TenantId Tenant { get; }

    /// <summary>Whether it was ended because its reader did not keep up.</summary>
    public bool IsTooSlow => Volatile.Read(ref _tooSlow) != 0;

    /// <summary>Why its claim ended; <see cref="DenyReason.None"/> while it was not found to have.</summary>
    public DenyReason ClaimFault => (DenyReason)Volatile.Read(ref _end);

    /// <summary>Receives what happens in a session from now on. Whose session it is makes no difference: of another tenant's nothing comes.</summary>
    /// <param name="session">The session.</param>
    /// <returns>False where no further session can be followed, or no session can have this name.</returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public bool Follow(string session)
    {
        ArgumentException.ThrowIfNullOrEmpty(session);
        return PlainLine.Is(session, EventGate.MaxSession) && (ImmutableInterlocked.Update(
            ref _followed,
            static (followed, one) => followed.Count < one.Most ? followed.Add(one.Session) : followed,
            (Session: session, Most: _gate.Options.MaxFollowedSessions)) || _followed.Contains(session));
    }

    /// <summary>Receives what happens in a session no more.</summary>
    /// <param name="session">The session.</param>
    public void Unfollow(string session) => ImmutableInterlocked.Update(ref _followed, static (followed, one) => followed.Remove(one), session);

    /// <summary>Waits until there may be something to read.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when nothing comes any more.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next event, if there is one and its reader may still receive it.</summary>
    /// <param name="delivered">The event and its number for this subscriber.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryRead(out DeliveredEvent delivered)
    {
        delivered = default;

        // SECURITY: before each event, because the reader may have lost the right since it was put here.
        DenyReason state = _gate.StateOf(_claim);
        if (state != DenyReason.None)
        {
            Interlocked.CompareExchange(ref _end, (int)state, (int)DenyReason.None);
            Finish();
        }

        if (Volatile.Read(ref _gone) != 0 || !_waiting.Reader.TryRead(out TenantEvent? happened))
        {
            return false;
        }

        Interlocked.Add(ref _waitingBytes, -happened.Payload.Length);

        // INVARIANT: counted where it is read. What was never put here has no number, so that no gap tells of it.
        delivered = new DeliveredEvent(++_sequence, happened);
        return true;
    }

    /// <summary>Reads until the subscription ends.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The events.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async IAsyncEnumerable<DeliveredEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead(out DeliveredEvent delivered))
            {
                yield return delivered;
            }
        }
    }

    /// <summary>Ends it, and gives its place back.</summary>
    public void Dispose() => Finish();

    /// <summary>Puts an event here when it is for this subscriber.</summary>
    internal void Offer(TenantEvent happened, int guard)
    {
        // SECURITY: the last step before the reader, whatever the way to here was. The tenant, the scope on that tenant's axis, the session.
        if (!happened.Tenant.Equals(Tenant) || (guard >= 0 && (_scopes & (1UL << guard)) == 0) || guard == EventFamilies.Unknown || !IsFollowed(happened))
        {
            return;
        }

        bool fits = Interlocked.Add(ref _waitingBytes, happened.Payload.Length) <= _gate.Options.QueueBytes;
        if ((!fits || !_waiting.Writer.TryWrite(happened)) && Volatile.Read(ref _gone) == 0 && Interlocked.Exchange(ref _tooSlow, 1) == 0)
        {
            // He is not waited for, and what he has not read is not kept for him.
            _gate.CountTooSlow();
            Finish();
        }
    }

    private bool IsFollowed(TenantEvent happened) => !_followedOnly || happened.Session is null || Volatile.Read(ref _followed).Contains(happened.Session);

    private void Finish()
    {
        if (Interlocked.Exchange(ref _gone, 1) == 0)
        {
            _gate.Remove(this);
            _waiting.Writer.TryComplete();
        }

        while (_waiting.Reader.TryRead(out _))
        {
            // Nobody reads it any more.
        }
    }
}
