namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>How a run is made.</summary>
/// <remarks>Immutable once made.</remarks>
public sealed class ProbeOptions
{
    /// <summary>Where invented ids, marks and the order of interleaved requests begin. The same seed makes the same attempts.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>How long one answer may take.</summary>
    /// <value>Default: 10 seconds; more than zero and at most 10 minutes.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an event stream, or a socket that owes no answer, is listened to.</summary>
    /// <value>Default: 200 ms; more than zero and at most 10 seconds.</value>
    public TimeSpan ListeningTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many requests and frames are sent at most. What is left then is reported as not run.</summary>
    /// <value>Default: 100,000; 1 to 10,000,000.</value>
    public int MaxRequests { get; init; } = 100_000;

    /// <summary>How long the run may take. What is left then is reported as not run.</summary>
    /// <value>Default: 10 minutes; more than zero and at most 1 day.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many requests the two tenants send at once, side by side.</summary>
    /// <value>Default: 100; 2 to 100,000.</value>
    public int InterleavedRequests { get; init; } = 100;

    /// <summary>Headers in which a host may be told a tenant.</summary>
    /// <value>Default: the usual names, <c>X-Tenant-Id</c> among them.</value>
    public IReadOnlyList<string> SelectorHeaders { get; init; } = ["X-Tenant-Id", "X-Tenant", "X-OpenClaw-Tenant", "Tenant-Id", "Tenant"];

    /// <summary>Headers in which any endpoint may be told an id of the kind that the header names, beside those that its handler declares.</summary>
    /// <value>Default: <c>X-OpenClaw-Session-Key</c>, <c>X-OpenClaw-Agent-Id</c>.</value>
    public IReadOnlyList<string> IdHeaders { get; init; } = ["X-OpenClaw-Session-Key", "X-OpenClaw-Agent-Id"];

    /// <summary>Names in the query and in JSON bodies by which a host may be told a tenant.</summary>
    /// <value>Default: <c>tenant</c>, <c>tenant_id</c>, <c>tenantId</c>.</value>
    public IReadOnlyList<string> SelectorNames { get; init; } = ["tenant", "tenant_id", "tenantId"];

    /// <summary>Names in the query by which a host may be told a credential, beside the header for it.</summary>
    /// <value>Default: <c>access_token</c>, <c>token</c>, <c>api_key</c>. Leave out what the host reads on purpose.</value>
    public IReadOnlyList<string> CredentialNames { get; init; } = ["access_token", "token", "api_key"];

    /// <summary>Headers by which a host may be told that a request is another one again.</summary>
    /// <value>Default: <c>Idempotency-Key</c>.</value>
    public IReadOnlyList<string> IdempotencyHeaders { get; init; } = ["Idempotency-Key"];

    /// <summary>Headers of answers that are not compared.</summary>
    /// <value>Default: <c>Date</c>, <c>Server-Timing</c>, <c>Traceparent</c>.</value>
    public IReadOnlyList<string> IgnoredHeaders { get; init; } = ["Date", "Server-Timing", "Traceparent"];

    internal IEnumerable<string> Errors()
    {
        if (RequestTimeout <= TimeSpan.Zero || RequestTimeout > TimeSpan.FromMinutes(10))
        {
            yield return "Set ProbeOptions.RequestTimeout to more than zero and at most 10 minutes.";
        }

        if (ListeningTime <= TimeSpan.Zero || ListeningTime > TimeSpan.FromSeconds(10))
        {
            yield return "Set ProbeOptions.ListeningTime to more than zero and at most 10 seconds.";
        }

        if (MaxRequests is < 1 or > 10_000_000)
        {
            yield return "Set ProbeOptions.MaxRequests to between 1 and 10,000,000.";
        }

        if (MaxDuration <= TimeSpan.Zero || MaxDuration > TimeSpan.FromDays(1))
        {
            yield return "Set ProbeOptions.MaxDuration to more than zero and at most 1 day.";
        }

        if (InterleavedRequests is < 2 or > 100_000)
        {
            yield return "Set ProbeOptions.InterleavedRequests to between 2 and 100,000.";
        }
    }
}
