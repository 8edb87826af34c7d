using System.Collections.Concurrent;
using System.Globalization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A mint that keeps what it was asked for, and gives texts that say nothing.</summary>
public sealed class RecordingMint : ITenantTokenIssuer
{
    private readonly ConcurrentQueue<TenantTokenRequest> _requests = [];

    /// <summary>What was minted, oldest first.</summary>
    public IReadOnlyList<TenantTokenRequest> Requests => [.. _requests];

    /// <summary>Called before each; it may throw or wait.</summary>
    public Func<TenantTokenRequest, CancellationToken, ValueTask> Before { get; set; } = static (_, _) => ValueTask.CompletedTask;

    public async ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken)
    {
        await Before(request, cancellationToken);
        _requests.Enqueue(request);
        return "token-" + _requests.Count.ToString(CultureInfo.InvariantCulture);
    }
}
