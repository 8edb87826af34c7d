using OpenClaw.Tenancy.PostgreSql.Tests.SharedState;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Usage;

/// <summary>Two processes over one database count together.</summary>
public sealed class TwoHostsUsageTests(Cluster cluster)
{
    [Fact]
    public async Task Of_two_hundred_takes_of_the_last_unit_in_two_processes_exactly_one_is_allowed_and_an_id_counts_once()
    {
        using var hosts = new TwoHosts(cluster, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));
        hosts.A.Ask("register acme");
        await hosts.B.Until("knows acme", "Active");
        Assert.Equal("accepted", hosts.A.Ask($"hold alice {hosts.A.Ask("mint acme alice")}"));
        Assert.Equal("accepted", hosts.B.Ask($"hold alice {hosts.B.Ask("mint acme alice")}"));

        // Ten messages a day are allowed, and nine are used.
        Assert.Equal("9", hosts.A.Ask("use alice 0 9"));
        string[] taken = await Task.WhenAll(
            Task.Run(() => hosts.A.Ask("take alice 100"), TestContext.Current.CancellationToken), Task.Run(() => hosts.B.Ask("take alice 100"), TestContext.Current.CancellationToken));
        Assert.Equal(["0", "1"], taken.Order());

        // The same ids in both: each is counted by one of them.
        string[] used = await Task.WhenAll(
            Task.Run(() => hosts.A.Ask("use alice 100 200"), TestContext.Current.CancellationToken), Task.Run(() => hosts.B.Ask("use alice 100 200"), TestContext.Current.CancellationToken));
        Assert.Equal(100, used.Sum(static n => int.Parse(n, provider: null)));
        Assert.Equal("109", hosts.B.Ask("used alice"));
        Assert.Equal(109L, hosts.Sql("SELECT count(*) FROM tenancy_usage_events WHERE tenant_id = 'acme'"));
    }
}
