namespace Gateway.Tests.Histories;

/// <summary>A credential, and what the oracle believes of it.</summary>
/// <param name="Kind">How it was come by.</param>
/// <param name="Tenant">The tenant that it opens.</param>
/// <param name="Text">What is sent.</param>
/// <param name="Hands">Who can use it: its holder, whoever acts for him, and of a key whoever made it.</param>
/// <param name="Rights">Any of "read", "write", "approve", "admin".</param>
internal sealed record Credential(CredentialKind Kind, string Tenant, string Text, string[] Hands, params string[] Rights)
{
    /// <summary>The id by which a key or a grant is ended.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>When it ends by itself, on the oracle's clock.</summary>
    public TimeSpan Ends { get; init; } = TimeSpan.MaxValue;

    /// <summary>Whether it was taken away for good.</summary>
    public bool IsDead { get; set; }
}
