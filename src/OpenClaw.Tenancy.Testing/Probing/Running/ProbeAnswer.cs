namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>What came back.</summary>
internal sealed record ProbeAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, TimeSpan Elapsed)
{
    /// <summary>How often the stores were called for it, or null.</summary>
    internal long? Calls { get; init; }

    /// <summary>How many refusals were recorded for it, or null.</summary>
    internal long? Refusals { get; init; }

    /// <summary>Whether the connection broke, or nothing came in time.</summary>
    internal string? Broken { get; init; }

    internal bool IsSuccess => Status is >= 200 and < 300;

    internal bool IsRefusal => Status is 401 or 403 or 404;

    internal string HeadersText => string.Join('\n', Headers.Select(static h => $"{h.Key}: {h.Value}"));
}
