namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>Names and texts as they stand in SQL.</summary>
internal static class SqlText
{
    internal static string Identifier(string name) => "\"" + Clean(name).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    internal static string Literal(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? "E'" + Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'"
        : "'" + Clean(text).Replace("'", "''", StringComparison.Ordinal) + "'";

    // SECURITY: the blocks of the script stand between these dollar quotes, which no escape inside of them undoes.
    private static string Clean(string text) => !text.Contains('\0', StringComparison.Ordinal) && !text.Contains("$openclaw$", StringComparison.Ordinal)
        ? text
        : throw new TenancyConfigurationException(["A name in the model or the options holds a NUL character, which PostgreSQL cannot keep, or $openclaw$, which ends a block of the script. Rename it."]);
}
