using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Attacks;

/// <summary>The attacked host, once with row-level security and once without; made by the first test, so that a missing server skips tests.</summary>
public sealed class AttackedHost(Cluster cluster) : IDisposable
{
    private readonly Dictionary<bool, (PostgresEngine Engine, AttackWorld World)> _made = [];

    public (PostgresEngine Engine, AttackWorld World) Get(bool rowSecurity)
    {
        if (!_made.TryGetValue(rowSecurity, out (PostgresEngine Engine, AttackWorld World) host))
        {
            var engine = new PostgresEngine(cluster.Require(), rowSecurity);
            _made[rowSecurity] = host = (engine, AttackWorld.WithTables(engine));
        }

        return host;
    }

    public void Dispose()
    {
        foreach ((PostgresEngine engine, AttackWorld world) in _made.Values)
        {
            world.Dispose();
            engine.Dispose();
        }
    }
}
