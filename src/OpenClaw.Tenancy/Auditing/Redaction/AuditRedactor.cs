using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>Takes secrets out of what is written down, and makes one line of it: what the audit records go through, for a host's own logs as well.</summary>
/// <remarks>
/// By name: what stands under a member such as <c>token</c>, <c>password</c>, <c>authorization</c>, <c>api_key</c>, <c>body</c>, <c>content</c>
/// or <c>prompt</c>, and not under one that ends with <c>id</c>, <c>ref</c>, <c>name</c>, <c>kind</c> or <c>count</c>. By value: bearer
/// tokens, JSON Web Tokens, PEM blocks, and keys that begin with <c>sk-</c>, <c>ghp_</c> and its like, <c>xox</c> or <c>ocpk_</c>.
/// Each becomes <c>***</c>. A secret that looks like none of these is not recognised in a text. Safe for use by many threads.
/// </remarks>
public static class AuditRedactor
{
    /// <summary>A text as one line of printable ASCII, without what looks like a secret.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">After how many characters it is cut; secrets are taken out before.</param>
    /// <returns>The same text where there is nothing to change. A character that is not plain becomes <c>\u</c> and four digits, and what was cut ends with three dots.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is not positive.</exception>
    public static string Text(string text, int maxLength = 4096)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        return text.Length <= maxLength && OneLine.Is(text) && !SecretPatterns.MayHold(text)
            ? text
            : OneLine.Of(SecretText.Redact(text, maxLength), maxLength);
    }

    /// <summary>JSON as one line, without what is a secret by its name or looks like one.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>JSON of at most about 16,000 characters and 16 levels; three dots stand for what is beyond.</returns>
    public static string Json(JsonElement json) => RedactedJson.Of(json);

    /// <inheritdoc cref="Json(JsonElement)" />
    public static string Json(JsonNode? json) => RedactedJson.Of(json);

    /// <summary>A value as one line of JSON, without what is a secret by its name or looks like one.</summary>
    /// <param name="value">Null, a text, a number, a truth value, a time, an id, JSON, a dictionary with texts as keys, or a sequence of these.</param>
    /// <returns>JSON of at most about 16,000 characters and 16 levels; three dots stand for what is beyond, and <c>***</c> for a value of another kind.</returns>
    /// <remarks>Of objects nothing is read, so that it works in a trimmed program, and a type that is not known writes nothing down.</remarks>
    public static string Value(object? value) => RedactedJson.Of(value);

    /// <summary>Whether what stands under a name is taken for a secret, whatever it is.</summary>
    /// <param name="name">The name of a member, a header or a field.</param>
    /// <returns>True when it is.</returns>
    public static bool IsSecretName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return SecretNames.IsSecret(name);
    }
}
