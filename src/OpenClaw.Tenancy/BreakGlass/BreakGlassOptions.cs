namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>How break-glass grants are given.</summary>
public sealed class BreakGlassOptions
{
    /// <summary>The longest that a grant can be open.</summary>
    /// <value>Default: 1 hour; at most 24 hours.</value>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a request waits for somebody who approves it, before it is void.</summary>
    /// <value>Default: 1 hour; at most 24 hours.</value>
    public TimeSpan PendingLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many requests and open grants one operator has at a time, under all names of his. Who has so many asks again when one of them is over or was taken back.</summary>
    /// <value>Default: 10; at least 1 and at most 100, which the directory holds everybody to.</value>
    public int MaxOpenPerRequester { get; set; } = 10;

    /// <summary>The host's own issuer that mints the tokens. It must be allowed to speak for the platform.</summary>
    /// <value>Default: null, the first that was added with <c>AddTokenIssuer</c>.</value>
    public string? Issuer { get; set; }
}
