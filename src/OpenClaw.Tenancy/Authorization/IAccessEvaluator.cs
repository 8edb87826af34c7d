namespace OpenClaw.Tenancy.Authorization;

/// <summary>A rule of the host's own inside the tenant boundary. It can narrow what the gates allowed and open nothing.</summary>
/// <remarks>A singleton; must be safe for use by many threads and must not block. An exception is a fault, and a fault denies.</remarks>
public interface IAccessEvaluator
{
    /// <summary>Says what this rule makes of a request that has passed every gate.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The verdict.</returns>
    PolicyVerdict Evaluate(in AccessRequest request);
}
