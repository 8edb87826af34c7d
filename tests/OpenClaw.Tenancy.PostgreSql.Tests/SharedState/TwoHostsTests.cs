using System.Globalization;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>Two processes over one database: what one writes counts in the other.</summary>
public sealed class TwoHostsTests(Cluster cluster)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task What_one_process_changes_counts_in_the_other()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        (HostProcess a, HostProcess b) = (hosts.A, hosts.B);

        Assert.Equal("1", a.Ask("register acme"));
        await b.Until("knows acme", "Active");
        Assert.Equal("accepted", b.Ask($"hold alice {a.Ask("mint acme alice")}"));
        Assert.Equal("accepted", a.Ask($"hold alice {b.Ask("mint acme alice")}"));
        Assert.Equal("accepted", b.Ask($"hold bob {b.Ask("mint acme bob")}"));
        string lasting = b.Ask("mint acme carol");
        Assert.Equal("accepted", b.Ask($"hold carol {lasting}"));
        Assert.Equal("accepted", a.Ask($"hold carol {lasting}"));

        // A member: alice's claims die in both, and nobody else's.
        Assert.Equal("2", b.Ask("revoke-member acme alice"));
        Assert.Equal("Revoked", b.Ask("decide alice"));
        await a.Until("decide alice", "Revoked");
        Assert.Equal("allowed", b.Ask("decide bob"));

        // Generations agree: what A mints afterwards counts in B.
        string generation = a.Ask("generation acme alice");
        Assert.Equal(generation, b.Ask("generation acme alice"));
        Assert.Equal("accepted", b.Ask($"hold alice {a.Ask("mint acme alice")}"));
        Assert.Equal("allowed", b.Ask("decide alice"));

        // One credential.
        Assert.Equal("3", a.Ask($"revoke-credential acme {a.Ask("id carol")}"));
        await b.Until("decide carol", "Revoked");
        Assert.Equal("Revoked", a.Ask("decide carol"));
        b.Ask($"hold again {lasting}");
        Assert.Equal("Revoked", b.Ask("decide again"));
        Assert.Equal("allowed", b.Ask("decide alice"));

        // The whole tenant, and what was issued before stays dead when it returns.
        Assert.Equal("4", a.Ask("status acme Suspended"));
        await b.Until("decide alice", "TenantInactive");
        Assert.Equal("5", b.Ask("status acme Active"));
        await a.Until("knows acme", "Active");
        string later = a.Ask("generation acme alice");
        Assert.NotEqual(generation, later);
        Assert.Equal("Revoked", b.Ask("decide alice"));
        Assert.Equal("accepted", b.Ask($"hold alice {a.Ask("mint acme alice")}"));

        // A process that starts now has read the same.
        Assert.Equal("6", a.Ask("register-external https://idp.example Globex"));
        string external = TenantId.FromExternal("https://idp.example", "Globex").ToString();
        await b.Until($"knows {external}", "Active");
        Assert.Equal(later, b.Ask("generation acme alice"));
    }

    [Fact]
    public async Task What_is_notified_is_a_number_and_names_no_tenant()
    {
        using var hosts = new TwoHosts(cluster, Seldom, TimeSpan.FromSeconds(30));
        var payloads = new List<string>();
        await using var listener = new NpgsqlConnection(hosts.ConnectionOf('a') + ";Pooling=false");
        await listener.OpenAsync(TestContext.Current.CancellationToken);
        listener.Notification += (_, e) => payloads.Add(e.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN openclaw_tenancy", listener))
        {
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        for (int i = 1; i <= 10; i++)
        {
            hosts.A.Ask($"register tenant{(char)('a' + i)}");
            await hosts.B.Until("sequence", i.ToString(CultureInfo.InvariantCulture));
        }

        while (payloads.Count < 10)
        {
            await listener.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], payloads);
    }

    [Fact]
    public async Task Lost_listener_is_made_up_for_by_the_poll_and_comes_back()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        hosts.A.Ask("register acme");
        await hosts.B.Until("knows acme", "Active");

        hosts.EndConnectionsOf('b', "query LIKE 'LISTEN%'");
        hosts.A.Ask("status acme Suspended");
        await hosts.B.Until("knows acme", "Suspended");
        await hosts.B.Until("sequence", "2");

        await WaitFor(() => hosts.B.Logged(2106));
        await WaitFor(() => (long)hosts.Sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")! == 2);
    }

    [Fact]
    public async Task Process_that_is_cut_off_refuses_everything_and_recovers_by_itself()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(2));
        hosts.A.Ask("register acme");
        await hosts.B.Until("knows acme", "Active");
        Assert.Equal("accepted", hosts.B.Ask($"hold alice {hosts.A.Ask("mint acme alice")}"));
        Assert.Equal("accepted", hosts.B.Ask($"hold bob {hosts.A.Ask("mint acme bob")}"));
        await hosts.B.Until("decide alice", "allowed");

        hosts.CutB();
        hosts.A.Ask("revoke-member acme alice");
        await hosts.B.Until("decide bob", "DependencyUnavailable");
        Assert.Equal("DependencyUnavailable", hosts.B.Ask($"hold carol {hosts.A.Ask("mint acme carol")}"));
        Assert.NotEqual("allowed", hosts.B.Ask("decide alice"));
        Assert.DoesNotContain("1", hosts.B.Ask("consume acme 0 1"), StringComparison.Ordinal);

        hosts.MendB();
        await hosts.B.Until("decide alice", "Revoked");
        await hosts.B.Until("decide bob", "allowed");
    }

    [Fact]
    public async Task Each_credential_is_used_up_once_over_both_processes()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        hosts.A.Ask("register acme");
        const int count = 500;

        string[] mine = await Task.WhenAll(
            Task.Run(() => hosts.A.Ask($"consume acme 0 {count}")),
            Task.Run(() => hosts.B.Ask($"consume acme 0 {count}")));

        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(1, mine.Count(m => m[i] == '1')));
        Assert.Equal(new string('0', count), hosts.B.Ask($"consume acme 0 {count}"));
    }

    private static async Task WaitFor(Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 1200, "It did not happen.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
