using System.Diagnostics;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>Whatever takes a right away takes it away in every process: within a notification, and within the poll interval where none comes.</summary>
public sealed class RevocationReachTests(Cluster cluster)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    // What takes the right away, and as what the other process refuses it then.
    private static readonly (string Name, string Change, string Refusal)[] Takings =
    [
        ("a suspended tenant", "status acme Suspended", "TenantInactive"),
        ("a member who is removed", "leave acme holder", "Revoked"),
        ("a member who gets another role", "role acme holder readonly", "Revoked"),
        ("a member whose sessions are ended", "revoke-member acme holder", "Revoked"),
        ("a token", "revoke-credential acme TOKEN", "Revoked"),
        ("an API key", "revoke-key acme KEY", "Revoked"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_taken_away_in_one_process_is_dead_in_the_other(bool signal)
    {
        // Polled so seldom that what comes sooner came by notification.
        using var hosts = new TwoHosts(cluster, signal ? TimeSpan.FromSeconds(5) : Poll, TimeSpan.FromSeconds(30), signal);
        (HostProcess a, HostProcess b) = (hosts.A, hosts.B);
        a.Ask("register acme");
        foreach ((string name, string change, string refusal) in Takings)
        {
            string sequence = a.Ask("join acme holder member");
            await b.Until("sequence", sequence);
            string token = a.Ask("mint acme holder");
            string[] key = a.Ask("issue-key acme").Split(' ');
            await b.Until("sequence", a.Ask("sequence"));
            Assert.Equal("accepted", b.Ask($"hold victim {(change.Contains("KEY", StringComparison.Ordinal) ? key[1] : token)}"));
            Assert.Equal("accepted", b.Ask($"hold other {b.Ask("mint acme bystander")}"));
            Assert.Equal(("allowed", "allowed"), (b.Ask("decide victim"), b.Ask("decide other")));

            Assert.NotEqual("0", a.Ask(change.Replace("TOKEN", b.Ask("id victim"), StringComparison.Ordinal).Replace("KEY", key[0], StringComparison.Ordinal)));
            long begun = Stopwatch.GetTimestamp();
            await b.Until("decide victim", refusal);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}: dead in the other process after {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:n0} ms ({(signal ? "notified" : $"polled every {Poll.TotalMilliseconds:n0} ms")})");

            // And only what was taken; what is shown again is refused too.
            Assert.Equal(refusal == "TenantInactive" ? refusal : "allowed", b.Ask("decide other"));
            Assert.NotEqual("accepted", b.Ask($"hold again {(change.Contains("KEY", StringComparison.Ordinal) ? key[1] : token)}"));
            a.Ask("status acme Active");
            a.Ask("leave acme holder");
        }
    }
}
