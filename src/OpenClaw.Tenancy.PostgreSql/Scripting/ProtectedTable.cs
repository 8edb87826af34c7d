namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>A table whose every row belongs to a tenant.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Column">The column that holds the tenant.</param>
/// <param name="HasSchema">Whether the model names the schema; where it does not, the search path finds the table.</param>
internal sealed record ProtectedTable(string Schema, string Name, string Column, bool HasSchema)
{
    internal string Sql => $"{SqlText.Identifier(Schema)}.{SqlText.Identifier(Name)}";

    internal string ColumnSql => SqlText.Identifier(Column);
}
