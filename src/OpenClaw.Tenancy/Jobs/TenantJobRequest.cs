using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>A job that somebody wants done.</summary>
public sealed class TenantJobRequest
{
    /// <summary>The kind, under which its handler is registered: a lower-case letter, then up to 63 of <c>a-z 0-9 . _ -</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the handler is given. It is signed with the envelope and not encrypted.</summary>
    /// <value>Default: nothing. At most <see cref="TenantEnvelopeOptions.MaxBodyBytes"/>.</value>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>By which the same job, asked for again, is recognised in its tenant: 1 to 128 printable characters of ASCII.</summary>
    /// <value>Default: null, each is a job of its own.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>The scopes that the job holds.</summary>
    /// <value>Default: null, all of the scope's claim.</value>
    public IReadOnlyCollection<TenantScopedScope>? Scopes { get; init; }

    /// <summary>How long the job may live, its waiting and its retries included.</summary>
    /// <value>Default: null, <see cref="TenantEnvelopeOptions.MaxLifetime"/>, which is also the most.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>How long it waits before its first turn.</summary>
    /// <value>Default: zero. Less than its lifetime; else it is refused as expired.</value>
    public TimeSpan Delay { get; init; }
}
