using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>What a bucket answers.</summary>
internal sealed class TokenLease : RateLimitLease
{
    private readonly TimeSpan _retryAfter;

    private TokenLease() => IsAcquired = true;

    internal TokenLease(TimeSpan retryAfter) => _retryAfter = retryAfter;

    internal static TokenLease Acquired { get; } = new();

    public override bool IsAcquired { get; }

    public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = !IsAcquired && metadataName == MetadataName.RetryAfter.Name ? _retryAfter : null;
        return metadata is not null;
    }
}
