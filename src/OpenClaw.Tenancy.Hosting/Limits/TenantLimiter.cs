using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Limits;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Limits how often and how many at once each tenant, and each user of it, may ask, in this process. No tenant's use changes what another one gets.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. It keeps a share for each tenant that has asked lately, and none
/// for a tenant that is not in the directory: it takes an accepted claim. What rests for ten seconds is forgotten. Refusals are
/// recorded in the trail of whoever is refused, once a minute with their number.
/// </remarks>
public sealed class TenantLimiter : IRequestLimiter, IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly TenantLimitOptions _options;
    private readonly LimitTrail _trail;
    private readonly Shares<TenantShare> _tenants;
    private readonly ITimer _sweep;
    private readonly bool _isOff;
    private long _refusals;

    internal TenantLimiter(TenantLimitOptions options, IAuditLedger ledger, TimeProvider time)
    {
        (_options, _trail) = (options, new LimitTrail(ledger, time));
        _tenants = new Shares<TenantShare>(int.MaxValue, key => Make(key.Tenant!, time));
        _isOff = options.PerTenant.IsOff && options.PerUser.IsOff && options.Own.Values.All(static own => own.Tenant.IsOff && own.User?.IsOff != false);
        _sweep = time.CreateTimer(static limiter => ((TenantLimiter)limiter!).TrySweep(), this, Rest, Rest);
    }

    /// <summary>How many tenants have a share now.</summary>
    public int Tenants => _tenants.Count;

    /// <summary>How many users have a share now, over all tenants.</summary>
    public int Users => _tenants.All.Sum(static t => t.Value.Users);

    /// <summary>How many requests it refused since the start.</summary>
    internal long Refusals => Interlocked.Read(ref _refusals);

    /// <inheritdoc />
    public ValueTask<LimitLease> AcquireAsync(LimitedRequest request, CancellationToken cancellationToken) => new(Acquire(in request));

    /// <summary>Asks for a place. Nothing is waited for.</summary>
    /// <param name="request">Who asks, and for what.</param>
    /// <returns>The answer; it is disposed of when the act has ended.</returns>
    /// <exception cref="ArgumentNullException">There is no claim.</exception>
    public LimitLease Acquire(in LimitedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Claim);
        if (_isOff)
        {
            return LimitLease.Allowed;
        }

        TenantShare share = Enter(LimitKey.OfTenant(request.Claim));
        bool stays = false;
        try
        {
            LimitLease lease = share.Take(share.HasUsers ? LimitKey.OfUser(request.Claim) : default);
            stays = lease.IsAllowed && share.IsHeldBy(lease);
            if (!lease.IsAllowed)
            {
                Refuse(in request, share.CountRefusal());
            }

            return lease;
        }
        finally
        {
            if (!stays)
            {
                share.Own.Leave();
            }
        }
    }

    /// <summary>Forgets all shares.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        foreach (KeyValuePair<LimitKey, TenantShare> tenant in _tenants.All)
        {
            tenant.Value.Dispose();
        }
    }

    private TenantShare Enter(LimitKey tenant)
    {
        while (true)
        {
            TenantShare share = _tenants.Find(tenant)!;
            if (share.Own.TryEnter())
            {
                return share;
            }

            // It is being retired: the next look finds none, or finds it open again.
            Thread.Yield();
        }
    }

    private TenantShare Make(TenantId tenant, TimeProvider time) =>
        new(_options.TenantRates(tenant), _options.UserRates(tenant), _options.MaxUsersPerTenant, time);

    private void TrySweep()
    {
        try
        {
            Sweep();
        }
#pragma warning disable CA1031 // Reason: this is a timer, and nobody is there to be told. What was not forgotten now is forgotten at the next turn.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // A clock that fails refuses the requests, and says so there.
        }
    }

    private void Sweep()
    {
        foreach (KeyValuePair<LimitKey, TenantShare> tenant in _tenants.All)
        {
            if (tenant.Value.TakeRefusals() is var refused and not 0)
            {
                _trail.Counted(tenant.Key.Tenant!, refused);
            }

            if (tenant.Value.TryRetire(Rest))
            {
                _tenants.Remove(tenant);
                tenant.Value.Dispose();
            }
        }
    }

    // In the trail once a minute, with the number since.
    private void Refuse(in LimitedRequest request, long recorded)
    {
        Interlocked.Increment(ref _refusals);
        if (recorded != 0)
        {
            _trail.Refused(in request, recorded);
        }
    }
}
