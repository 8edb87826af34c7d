namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>One database for all tests of a class. It is made by the first of them, so that a missing server skips tests.</summary>
public sealed class SharedDatabase(Cluster cluster) : IDisposable
{
    private TestDatabase? _database;

    public TestDatabase Get() => _database ??= new TestDatabase(cluster);

    public void Dispose() => _database?.Dispose();
}
