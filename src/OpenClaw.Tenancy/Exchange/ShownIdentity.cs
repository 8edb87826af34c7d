using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>An identity provider's token that somebody shows. Immutable.</summary>
public sealed class ShownIdentity
{
    /// <summary>The identity provider's token as it was sent.</summary>
    [JsonIgnore]
    public required string IdentityToken { get; init; }

    /// <summary>What the host sent with its request for the identity token. Default: null, it sent none.</summary>
    public string? Nonce { get; init; }

    /// <summary>What joins the records of one request. Default: minted when a record is made.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Says what kind of object this is, and nothing of the token.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(ShownIdentity);
}
