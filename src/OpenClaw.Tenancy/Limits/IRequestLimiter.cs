namespace OpenClaw.Tenancy.Limits;

/// <summary>Limits how often and how many at once each tenant, and each user of it, may ask. Where one is registered, <c>UseTenancy</c> asks it.</summary>
/// <remarks>A singleton, safe for use by many threads. An exception, or no answer in time, refuses the request. It records what it refuses.</remarks>
public interface IRequestLimiter
{
    /// <summary>Asks for a place.</summary>
    /// <param name="request">Who asks, and for what. Its claim was accepted and is alive.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; it is disposed of when the act has ended.</returns>
    ValueTask<LimitLease> AcquireAsync(LimitedRequest request, CancellationToken cancellationToken);
}
