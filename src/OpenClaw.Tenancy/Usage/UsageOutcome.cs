namespace OpenClaw.Tenancy.Usage;

/// <summary>What became of an event of usage.</summary>
public enum UsageOutcome
{
    /// <summary>Nobody said: it was not counted.</summary>
    Unspecified = 0,

    /// <summary>It is counted now.</summary>
    Counted,

    /// <summary>An event of the same id was counted before in this tenant. What that one said stays.</summary>
    CountedBefore,

    /// <summary>It was not counted: its time is too far from now.</summary>
    OutOfTime,

    /// <summary>It was not counted: a sum of its day would be larger than 2^53 - 1, or the store holds no more.</summary>
    Overflow,
}
