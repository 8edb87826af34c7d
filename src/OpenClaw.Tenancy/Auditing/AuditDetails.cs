using System.Buffers;
using System.Collections.Frozen;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>The further texts of an envelope: few, short, and under fixed names.</summary>
internal static class AuditDetails
{
    internal static readonly FrozenDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

    private const int Most = 16;
    private const int MaxName = 64;
    private static readonly SearchValues<char> Name = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <exception cref="ArgumentException">There are too many, or a name is outside the grammar.</exception>
    internal static IReadOnlyDictionary<string, string> Clean(IReadOnlyDictionary<string, string> details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (details.Count == 0)
        {
            return None;
        }

        if (details.Count > Most || details.Keys.Any(static name => name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExcept(Name)))
        {
            throw new ArgumentException($"An envelope has at most {Most} details, each under a name of 1 to {MaxName} of a-z, 0-9 and '_'.", nameof(details));
        }

        return details.ToFrozenDictionary(static d => d.Key, static d => SecretNames.IsSecret(d.Key) ? SecretText.Mark : AuditText.Clean(d.Value) ?? string.Empty, StringComparer.Ordinal);
    }
}
