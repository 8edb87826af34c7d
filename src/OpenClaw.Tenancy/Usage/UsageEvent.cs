namespace OpenClaw.Tenancy.Usage;

/// <summary>What one act used: a chat turn, say. Whose it is stands not in it: the store takes that from the scope that it is written in.</summary>
/// <remarks>Immutable and safe for use by many threads. What is not valid cannot be made: each member refuses it.</remarks>
public sealed record UsageEvent
{
    /// <summary>The event's own id, 1 to 128 visible characters of ASCII. In one tenant an id counts once, however often it is written.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds other characters.</exception>
    public required string Id { get; init => field = UsageBounds.Id(value); }

    /// <summary>When it happened. The UTC day of it is the day that it counts to.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The agent, or null. At most 128 characters, as every name here.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds a control character.</exception>
    public string? AgentId { get; init => field = UsageBounds.Name(value); }

    /// <summary>The session, or null.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds a control character.</exception>
    public string? SessionId { get; init => field = UsageBounds.Name(value); }

    /// <summary>Who serves the model, or null.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds a control character.</exception>
    public string? Provider { get; init => field = UsageBounds.Name(value); }

    /// <summary>The model, or null.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, or holds a control character.</exception>
    public string? Model { get; init => field = UsageBounds.Name(value); }

    /// <summary>Tokens that were read anew. 0 to 10^12, as every count here.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long InputTokens { get; init => field = UsageBounds.Count(value); }

    /// <summary>Tokens that were made.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long OutputTokens { get; init => field = UsageBounds.Count(value); }

    /// <summary>Tokens that were read from a cache.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long CacheReadTokens { get; init => field = UsageBounds.Count(value); }

    /// <summary>Tokens that were written to a cache.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long CacheWriteTokens { get; init => field = UsageBounds.Count(value); }

    /// <summary>How many tools were called.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long ToolCalls { get; init => field = UsageBounds.Count(value); }

    /// <summary>How many messages of users it answered.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or too large.</exception>
    public long Messages { get; init => field = UsageBounds.Count(value); }

    /// <summary>What it cost, in the host's one unit of money, whichever that is: 0 to 1,000,000 with at most 9 decimals. A host with several currencies converts before.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, too large, or has more decimals.</exception>
    public decimal Cost { get; init => field = UsageBounds.Cost(value); }

    /// <summary>The UTC day that it counts to.</summary>
    public DateOnly Day => DateOnly.FromDateTime(OccurredAt.UtcDateTime);
}
