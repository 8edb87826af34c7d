namespace OpenClaw.Tenancy.Usage;

/// <summary>What a quota limits.</summary>
public enum UsageMeasure
{
    /// <summary>Nobody said which.</summary>
    Unspecified = 0,

    /// <summary>Tokens of every kind together.</summary>
    Tokens,

    /// <summary>Messages of users.</summary>
    Messages,

    /// <summary>Calls of tools.</summary>
    ToolCalls,

    /// <summary>Money, in billionths of the host's unit.</summary>
    Cost,
}
