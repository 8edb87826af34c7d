using System.Globalization;
using System.Text;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>Writes an introspection for a terminal or a log.</summary>
internal static class IntrospectionText
{
    private const int MaxLength = 256;

    internal static string Write(TokenIntrospection token)
    {
        var text = new StringBuilder();
        Line(text, "active", token.IsActive ? "yes" : "no");
        Line(text, "reason", token.IsActive ? null : token.Reason.ToString());
        Line(text, "detail", token.Detail);
        Line(text, "issuer", token.Issuer);
        Line(text, "kid", token.KeyId);
        Line(text, "tenant", token.Tenant);
        Line(text, "subject", token.Subject);
        Line(text, "actor", token.Actor is { } actor ? $"{actor.Subject} of {actor.Issuer}" : null);
        foreach (string scope in token.Scopes)
        {
            Line(text, "scope", scope);
        }

        Line(text, "jti", token.TokenId);
        Line(text, "issued", Time(token.IssuedAt));
        Line(text, "begins", Time(token.NotBefore));
        Line(text, "ends", Time(token.ExpiresAt));
        Line(text, "bound", token.IsBound ? "to a client certificate" : null);
        Line(text, "use", token.IsSingleUse ? "single" : null);
        return text.ToString();
    }

    private static string? Time(DateTimeOffset? moment) => moment?.ToString("u", CultureInfo.InvariantCulture);

    // SECURITY: an issuer's text may hold line ends and escape sequences, which a terminal or a log would obey.
    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        text.Append(name).Append(": ");
        foreach (char c in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            _ = c is >= ' ' and <= '~' and not '\\' ? text.Append(c) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        text.Append('\n');
    }
}
