namespace OpenClaw.Tenancy.Claims;

/// <summary>Remembers which credentials that may be used once have been used. Safe for use by many threads.</summary>
/// <remarks>One that several processes share counts over all of them.</remarks>
public interface IReplayMemory
{
    /// <summary>Uses a credential up.</summary>
    /// <param name="tenant">The tenant that the credential is for.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="tokenId">Its id at that issuer, for a token the <c>jti</c>.</param>
    /// <param name="until">When the credential ends. It is remembered for longer, so that no clock's skew brings it back.</param>
    /// <param name="cancellationToken">Ends the waiting; the credential may be used up nevertheless.</param>
    /// <returns>True for exactly one call over all time and all sharers; false when it was used before, has ended, or cannot be remembered.</returns>
    /// <remarks>An exception means that it is not known. The caller refuses the credential then, too.</remarks>
    ValueTask<bool> TryConsumeAsync(TenantId tenant, string issuer, string tokenId, DateTimeOffset until, CancellationToken cancellationToken);
}
