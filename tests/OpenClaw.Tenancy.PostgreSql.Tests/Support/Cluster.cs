using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace OpenClaw.Tenancy.PostgreSql.Tests.Support;

/// <summary>The server of this suite: one for all its tests.</summary>
public sealed class Cluster : IDisposable
{
    private readonly PrivateCluster? _server = PrivateCluster.TryStart();

    /// <summary>The running server; where there is none the test is skipped.</summary>
    public PrivateCluster Require()
    {
        Assert.SkipWhen(_server is null, PostgresBinaries.HowToInstall);
        return _server;
    }

    public void Dispose() => _server?.Dispose();
}
