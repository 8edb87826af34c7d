namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Every attack, by name.</summary>
public static class AttackCases
{
    public static IReadOnlyDictionary<string, AttackCase> ByName { get; } =
        StubAttacks.All.Concat(GraphAttacks.All).Concat(BulkAttacks.All).Concat(BulkAttacks.Connection).ToDictionary(static c => c.Name);

    /// <summary>What the library stops by itself, on every database.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Except(ConnectionNames);

    public static IEnumerable<string> ConnectionNames => BulkAttacks.Connection.Select(static c => c.Name);
}
