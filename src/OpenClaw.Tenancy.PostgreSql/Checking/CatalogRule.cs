namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>A question to the catalogue: each row that it gives is a violation.</summary>
/// <param name="Name">The name of the rule.</param>
/// <param name="Sql">Gives the subject of each violation as text. <c>protected</c> stands for the tables of tenants.</param>
/// <param name="Fix">What is wrong, and how to put it right.</param>
internal sealed record CatalogRule(string Name, string Sql, string Fix);
