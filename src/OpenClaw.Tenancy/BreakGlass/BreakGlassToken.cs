using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>The token of a break-glass grant, as it is handed out once.</summary>
public sealed class BreakGlassToken
{
    internal BreakGlassToken(string text, DateTimeOffset expiresAt, BreakGlassGrant grant) => (Text, ExpiresAt, Grant) = (text, expiresAt, grant);

    /// <summary>The token. It is a secret, and is not to be had again.</summary>
    [JsonIgnore]
    public string Text { get; }

    /// <summary>When it ends: no later than the grant.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The grant.</summary>
    public BreakGlassGrant Grant { get; }

    /// <summary>Says what kind of object this is and nothing of the token.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(BreakGlassToken);
}
