namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>One database for all tests of a class, in which the tenant setting is not signed.</summary>
public sealed class UnsignedDatabase(Cluster cluster) : IDisposable
{
    private TestDatabase? _database;

    public TestDatabase Get() => _database ??= new TestDatabase(cluster, static o => o.UnsignedSetting());

    public void Dispose() => _database?.Dispose();
}
