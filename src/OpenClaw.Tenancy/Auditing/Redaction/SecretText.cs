using System.Text;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>A text without the secrets in it.</summary>
internal static class SecretText
{
    /// <summary>What stands where a secret stood.</summary>
    internal const string Mark = "***";

    /// <summary>Takes secrets out of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How much of the result is wanted; a result that is longer goes on no further than it must.</param>
    /// <returns>The same text where there is none.</returns>
    internal static string Redact(string text, int most)
    {
        if (!SecretPatterns.TryFind(text, 0, out (int Start, int End) secret))
        {
            return text;
        }

        var builder = new StringBuilder();
        int kept = 0;
        do
        {
            builder.Append(text, kept, secret.Start - kept).Append(Mark).Append(SecretPatterns.IsEndedAt(text, secret.End) ? string.Empty : " ");
            kept = secret.End;
        }
        while (builder.Length <= most && SecretPatterns.TryFind(text, kept, out secret));

        // SECURITY: what was not looked through is behind what is wanted, and goes nowhere.
        return builder.Length > most ? builder.ToString(0, most + 1) : builder.Append(text, kept, text.Length - kept).ToString();
    }
}
