namespace OpenClaw.Tenancy.Exchange;

/// <summary>That somebody shows an identity provider's token, and wants a tenant token for it. Immutable.</summary>
public sealed class TokenExchangeRequest
{
    /// <summary>The identity provider's token.</summary>
    public required ShownIdentity Identity { get; init; }

    /// <summary>The exact text of the id of the tenant that the new token is for. Default: null, the only one of the user's.</summary>
    public string? Tenant { get; init; }

    /// <summary>The names of the scopes that the new token is to hold, without a tenant. Default: null, all of the member's role. More than the role reaches is refused.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Says what kind of object this is, and nothing of the token.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(TokenExchangeRequest);
}
