using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>What is wanted of an envelope. Less than the claim holds may be asked for, never more.</summary>
public sealed class EnvelopeRequest
{
    /// <summary>What it is for: 1 to 256 characters of <c>a-z 0-9 . _ : / -</c>. It opens for exactly this text.</summary>
    public required string Purpose { get; init; }

    /// <summary>The scopes that go on.</summary>
    /// <value>Default: null, all that the claim holds. One that it does not reach refuses the envelope.</value>
    public IReadOnlyCollection<TenantScopedScope>? Scopes { get; init; }

    /// <summary>How long it lives.</summary>
    /// <value>Default: null, <see cref="TenantEnvelopeOptions.MaxLifetime"/>, which is also the most.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Who will act for the claim's holder, for records: at most 256 characters.</summary>
    /// <value>Default: null, whoever acts by the claim.</value>
    public string? Subject { get; init; }

    /// <summary>What joins the records. Cut at 256 characters.</summary>
    /// <value>Default: null; sealed from a context, that of the context.</value>
    public string? CorrelationId { get; init; }

    /// <summary>The run that it belongs to, for records. Cut at 256 characters.</summary>
    /// <value>Default: null; sealed from a context, that of the context.</value>
    public string? RunId { get; init; }
}
