namespace OpenClaw.Tenancy.Authorization;

/// <summary>A rule like <see cref="IAccessEvaluator"/> that has to wait for something. It makes the synchronous decision refuse with <see cref="DenyReason.AsyncRequired"/>.</summary>
/// <remarks>A singleton; must be safe for use by many threads. An exception, or no answer within <see cref="TenancyOptions.EvaluatorTimeout"/>, is a fault, and a fault denies.</remarks>
public interface IAsyncAccessEvaluator
{
    /// <summary>Says what this rule makes of a request that has passed every gate.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends when the answer comes too late to count.</param>
    /// <returns>The verdict.</returns>
    ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken);
}
