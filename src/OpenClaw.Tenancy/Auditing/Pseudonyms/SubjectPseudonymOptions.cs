using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Auditing.Pseudonyms;

/// <summary>By which key the subjects in audit records become pseudonyms. Read once at start.</summary>
/// <remarks>
/// The library makes no key and changes none: with another key everybody has another pseudonym. A new key takes a new
/// <see cref="KeyId"/>, so that the records say which of them each pseudonym is of.
/// </remarks>
public sealed class SubjectPseudonymOptions
{
    /// <summary>The name of the key, which stands in each pseudonym: <c>[a-z0-9-]{1,32}</c>.</summary>
    /// <value>Default: null, which refuses the start.</value>
    public string? KeyId { get; set; }

    /// <summary>The file whose bytes, as they are, are the key: 32 to 4096 of them, and open to nobody but its owner.</summary>
    /// <value>Default: null, for a key that is given in <see cref="Key"/>.</value>
    public string? KeyFile { get; set; }

    /// <summary>The key, for a host that has it from elsewhere: 32 to 4096 random bytes.</summary>
    /// <value>Default: nothing, for a key in <see cref="KeyFile"/>.</value>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Key { get; set; }
}
