using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.SharedState;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Events;

/// <summary>Two processes over one database: an event of one is where it belongs in the other, and nowhere else.</summary>
public sealed class EventProcessTests(Cluster cluster)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Event_of_one_process_reaches_its_own_tenant_in_the_other_alone()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        foreach (string tenant in (string[])["acme", "globex"])
        {
            hosts.A.Ask($"register {tenant}");
            await hosts.B.Until($"knows {tenant}", "Active");
            foreach (HostProcess host in (HostProcess[])[hosts.A, hosts.B])
            {
                await host.Until($"hold {tenant} {hosts.A.Ask($"mint {tenant} {tenant}-user")}", "accepted");
                Assert.Equal("subscribed", host.Ask($"subscribe {tenant}"));
            }
        }

        await UntilListeningAsync(hosts);
        Assert.Equal("Published", hosts.A.Ask("publish acme canary-1"));
        await hosts.B.Until("received acme", "1:acme:canary-1");
        Assert.Equal("Published", hosts.B.Ask("publish globex canary-2"));
        await hosts.A.Until("received globex", "1:globex:canary-2");
        Assert.Equal("Published", hosts.B.Ask("publish acme canary-3"));
        await hosts.A.Until("received acme", "1:acme:canary-1,2:acme:canary-3");

        // What was its own, each process has once, and nothing of the other tenant.
        await hosts.B.Until("received acme", "1:acme:canary-1,2:acme:canary-3");
        Assert.Equal("1:globex:canary-2", hosts.B.Ask("received globex"));
        Assert.Equal("1:globex:canary-2", hosts.A.Ask("received globex"));
    }

    [Fact]
    public async Task What_is_told_is_an_opaque_id_and_a_forged_one_is_nothing()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        hosts.A.Ask("register acme");
        await hosts.B.Until("knows acme", "Active");
        await hosts.A.Until($"hold acme {hosts.A.Ask("mint acme alice")}", "accepted");
        await hosts.B.Until($"hold acme {hosts.A.Ask("mint acme alice")}", "accepted");
        hosts.B.Ask("subscribe acme");
        await UntilListeningAsync(hosts);
        var payloads = new List<string>();
        await using var listener = new NpgsqlConnection(hosts.ConnectionOf('a') + ";Pooling=false");
        await listener.OpenAsync(TestContext.Current.CancellationToken);
        listener.Notification += (_, e) => payloads.Add(e.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN openclaw_tenancy_events", listener))
        {
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        hosts.Sql("SELECT pg_notify('openclaw_tenancy_events', 'acme,e00000000000000000000000000000000,'';--,ACME,' || repeat('x', 5000))");
        hosts.A.Ask("publish acme canary");
        await hosts.B.Until("received acme", "1:acme:canary");
        while (payloads.Count < 2)
        {
            await listener.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Matches("^e[0-9a-f]{32}$", payloads[1]);
        Assert.Equal("tenant_id", hosts.Sql("SELECT column_name FROM information_schema.key_column_usage WHERE table_name = 'tenancy_events' ORDER BY ordinal_position LIMIT 1"));
    }

    [Fact]
    public async Task What_was_told_while_nobody_listened_is_made_up_for_once()
    {
        using var hosts = new TwoHosts(cluster, Often, TimeSpan.FromSeconds(30));
        hosts.A.Ask("register acme");
        await hosts.B.Until("knows acme", "Active");
        await hosts.A.Until($"hold acme {hosts.A.Ask("mint acme alice")}", "accepted");
        await hosts.B.Until($"hold acme {hosts.A.Ask("mint acme alice")}", "accepted");
        hosts.B.Ask("subscribe acme");
        await UntilListeningAsync(hosts);
        hosts.A.Ask("publish acme first");
        await hosts.B.Until("received acme", "1:acme:first");

        hosts.EndConnectionsOf('b', "query LIKE 'LISTEN openclaw_tenancy_events%'");
        hosts.A.Ask("publish acme second");

        await hosts.B.Until("received acme", "1:acme:first,2:acme:second");
        Assert.True(hosts.B.Logged(2501));
        hosts.A.Ask("publish acme third");
        await hosts.B.Until("received acme", "1:acme:first,2:acme:second,3:acme:third");
    }

    private static async Task UntilListeningAsync(TwoHosts hosts)
    {
        for (int i = 0; (long)hosts.Sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN openclaw_tenancy_events%'")! < 2; i++)
        {
            Assert.True(i < 1_200, "They do not listen.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
