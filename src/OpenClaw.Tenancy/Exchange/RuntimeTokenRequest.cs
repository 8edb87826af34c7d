using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>How much of a claim goes on to the runtime of its tenant. Immutable. For which runtime is nobody's to ask: the directory says it.</summary>
public sealed class RuntimeTokenRequest
{
    /// <summary>The scopes; those that the claim does not reach are left out. Default: null, all of the claim's.</summary>
    public IReadOnlyList<TenantScopedScope>? Scopes { get; init; }

    /// <summary>How long the token lives at most. Default: null, the issuer's longest; in any case no longer than the claim.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>What joins the records of one request. Default: minted when a record is made.</summary>
    public string? CorrelationId { get; init; }
}
