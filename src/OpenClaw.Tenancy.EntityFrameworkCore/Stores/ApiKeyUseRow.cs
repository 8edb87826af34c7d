namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>When an API key was last used.</summary>
internal sealed class ApiKeyUseRow
{
    public required string Tenant { get; init; }

    /// <summary>The key's id, which is no secret.</summary>
    public required string Key { get; init; }

    /// <summary>In UTC ticks, to the minute.</summary>
    public required long UsedTicks { get; init; }
}
