using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;

/// <summary>One SQLite file with the tables of the attacked host.</summary>
public sealed class SqliteFixture : IDisposable
{
    public SqliteFixture() => World = AttackWorld.WithTables(Engine);

    public SqliteEngine Engine { get; } = new();

    public AttackWorld World { get; }

    public void Dispose()
    {
        World.Dispose();
        Engine.Dispose();
    }
}
