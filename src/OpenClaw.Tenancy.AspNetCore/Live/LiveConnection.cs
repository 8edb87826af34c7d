using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>A connection that is held open for the holder of one claim, from its handshake to its end.</summary>
/// <remarks>The claim stays the one of the handshake: whoever wants to be another, or to have more, connects anew. Safe for use by many threads.</remarks>
public sealed class LiveConnection : IDisposable
{
    private readonly LiveConnections _connections;
    private readonly PolicyEngine _engine;
    private readonly IServiceScopeFactory _scopes;
    private readonly CancellationTokenSource _ending = new();
    private readonly LiveMeter _meter;
    private LiveEnding? _end;

    internal LiveConnection(LiveConnections connections, LiveShare share, VerifiedTenantClaim claim, string? correlationId, PolicyEngine engine, IServiceScopeFactory scopes, LiveOptions options)
    {
        (_connections, Share, Claim, CorrelationId, _engine, _scopes) = (connections, share, claim, correlationId, engine, scopes);
        _meter = new LiveMeter(options.MaxMessagesPerSecond, options.MaxBytesPerSecond);
        Id = $"c{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        Ended = _ending.Token;
        EndsAtTicks = Math.Min(claim.ExpiresAt.UtcTicks, claim.Grant?.ExpiresAt.UtcTicks ?? long.MaxValue);
    }

    /// <summary>The connection's own id: 128 random bits, which open nothing.</summary>
    public string Id { get; }

    /// <summary>The claim of the handshake.</summary>
    public VerifiedTenantClaim Claim { get; }

    /// <summary>The tenant whose data the claim is about.</summary>
    public TenantId Tenant => Claim.ReachedTenant;

    /// <summary>What joins the records of the connection.</summary>
    public string? CorrelationId { get; }

    /// <summary>Cancelled when the connection ends. What is done for it ends then.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Why it ended, or null while it goes on.</summary>
    public LiveEnding? End => Volatile.Read(ref _end);

    internal LiveShare Share { get; }

    internal long EndsAtTicks { get; }

    /// <summary>Looks, before a message counts, whether everything that the connection stands by is alive. Where it is not, the connection ends.</summary>
    /// <param name="now">The moment of the message.</param>
    /// <returns>Whether it goes on.</returns>
    public bool Check(DateTimeOffset now)
    {
        if (Volatile.Read(ref _end) is not null)
        {
            return false;
        }

        DenyReason state = _engine.StateOf(Claim, now);
        return state == DenyReason.None || EndAs(LiveEnding.For(state));
    }

    /// <summary>Does something for the connection in a scope of its tenant: what a message asks for.</summary>
    /// <typeparam name="TResult">What it gives back.</typeparam>
    /// <param name="work">The work; a <see cref="TenantContext"/> is among its services.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="OperationCanceledException">The connection ended.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<IServiceProvider, CancellationToken, Task<TResult>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Ended.ThrowIfCancellationRequested();
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>()
                .RunAsync(Claim, CorrelationId, runId: null, work, Ended).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection. The first ending counts, and stands in one record where it refuses something.</summary>
    /// <param name="ending">Why.</param>
    /// <returns>False, so that a check can end with it.</returns>
    public bool EndAs(LiveEnding ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        if (Interlocked.CompareExchange(ref _end, ending, null) is null)
        {
            _connections.Remove(this, ending);

            // Whoever is told does not keep the others waiting.
            _ = _ending.CancelAsync();
        }

        return false;
    }

    /// <summary>Ends it as closed, where it has not ended.</summary>
    public void Dispose() => EndAs(LiveEnding.Closed);

    /// <summary>Counts a message for the connection and its tenant. Where it is one too many, the connection ends.</summary>
    internal bool Admit(int size, DateTimeOffset now) => (_meter.Take(size, now) && Share.Meter.Take(size, now)) || EndAs(LiveEnding.RateLimited);

    /// <summary>Looks at it by the clock that is not set back.</summary>
    internal void Recheck()
    {
        DenyReason state = _engine.StateOf(Claim);
        if (state != DenyReason.None)
        {
            EndAs(LiveEnding.For(state));
        }
    }
}
