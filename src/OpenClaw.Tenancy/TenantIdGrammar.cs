using System.Buffers;
using System.Collections.Frozen;

namespace OpenClaw.Tenancy;

/// <summary>What the text of a tenant id may be.</summary>
internal static class TenantIdGrammar
{
    internal const int MaxLength = 63;

    private const string ExternalPrefix = "x--";
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    // What other systems write where they have no value, and words that would read as a rule rather than as a name.
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.Ordinal,
        "0", "1", "null", "nil", "none", "undefined", "undef", "void", "nan", "inf", "infinity", "empty", "unknown",
        "true", "false", "yes", "no", "on", "off", "default", "platform", "global", "shared", "all", "any", "public",
        "anonymous", "system", "root", "self", "this", "then", "constructor", "prototype",
        "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "localhost");

    internal static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(Allowed);

    internal static bool IsReserved(string text) =>
        Reserved.Contains(text) || text.StartsWith("0x", StringComparison.Ordinal)
        || text.StartsWith(ExternalPrefix, StringComparison.Ordinal) || text.StartsWith("xn--", StringComparison.Ordinal);

    /// <summary>The external form: one way, and injective as far as SHA-256 is.</summary>
    internal static string External(string issuer, string value) => FieldDigest.Name(ExternalPrefix, issuer, value);
}
