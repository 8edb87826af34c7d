using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>A new API key. This is the only moment at which the key itself is there.</summary>
public sealed class IssuedApiKey
{
    internal IssuedApiKey(ApiKeyEntry entry, string text) => (Entry, Text) = (entry, text);

    /// <summary>What the directory keeps of it.</summary>
    [JsonIgnore]
    public ApiKeyEntry Entry { get; }

    /// <summary>The key: show it once to whoever asked for it, and keep it nowhere. It is left out of JSON.</summary>
    [JsonIgnore]
    public string Text { get; }

    /// <summary>Says what kind of object this is, and nothing of the key.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(IssuedApiKey);
}
