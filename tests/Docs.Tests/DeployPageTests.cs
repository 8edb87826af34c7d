using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Docs.Tests;

/// <summary>The page on deployment says what a unit must be, and its check, as it stands there, finds each thing that is wrong by itself and nothing in a unit as the page wants it.</summary>
public sealed class DeployPageTests
{
    private const string ReadOnlyRoot = "mount -o remount,bind,ro / && ";
    private const string Account = " --reuid 65534 --regid 65534 --clear-groups";
    private const string NoGain = " --no-new-privs";
    private const string NoRights = " --bounding-set -all --inh-caps -all";

    private static Page Deploy => Repository.Pages.Single(static p => p.Name == "docs/how-to/deploy.md");

    private static string Check => Deploy.Blocks().Single(static b => b.Language == "bash").Code;

    // A mount and a network name space of its own, a root that cannot be written, and an account without any right, less what a row takes away.
    [Theory]
    [InlineData("sound", ReadOnlyRoot + "exec setpriv" + Account + NoGain + NoRights)]
    [InlineData("it runs as root", ReadOnlyRoot + "exec setpriv" + NoGain + NoRights)]
    [InlineData("it may gain privileges", ReadOnlyRoot + "exec setpriv" + Account + NoRights)]
    [InlineData("it holds capabilities", ReadOnlyRoot + "exec setpriv" + Account + NoGain + " --inh-caps -all,+net_raw --ambient-caps -all,+net_raw")]
    [InlineData("its root can be written", "exec setpriv" + Account + NoGain + NoRights)]
    [InlineData("the socket of Docker is there", "mount -t tmpfs none /run && touch /run/docker.sock && " + ReadOnlyRoot + "exec setpriv" + Account + NoGain + NoRights)]
    public async Task Check_says_exactly_what_is_wrong_with_a_unit(string said, string unit)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare") && File.Exists("/usr/bin/setpriv"), "Only the root of a Linux makes such a unit.");

        Assert.Equal([said], await RunAsync("unshare", ["--mount", "--net", "bash", "-c", unit + " bash -s"], "127.0.0.1:1"));
    }

    [Fact]
    public async Task Check_names_a_neighbour_that_can_be_reached()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/bash"), "The check is for bash.");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        string[] found = await RunAsync("bash", ["-s"], other.LocalEndpoint.ToString()!);

        Assert.Contains($"{other.LocalEndpoint} can be reached", found);
        Assert.DoesNotContain("sound", found);
    }

    [Theory]
    [InlineData("nobody: one tenant whose agents run tools or code | a virtual machine of its own, preferably")]
    [InlineData("A microVM for each tenant is the same with less weight: later, when the fleet asks for it")]
    [InlineData("A unit of its own for each tenant costs instances and their automation ([the trade-off](../roadmap.md#one-deployment-for-each-tenant-or-one-for-all))")]
    [InlineData("- [ ] An account of the operating system for this unit alone, not root")]
    [InlineData("- [ ] Not privileged: no `--privileged`")]
    [InlineData("- [ ] No socket of Docker or of another container engine in reach")]
    [InlineData("- [ ] The root file system is read-only.")]
    [InlineData("- [ ] Inbound: the control plane (or the ingress, or the proxy) alone reaches the port.")]
    [InlineData("- [ ] Outbound: the upstreams of the connectors, the vault or key service, telemetry. Not: other units")]
    [InlineData("- [ ] No unit reaches another one's address, neither by network nor by a shared volume or cache.")]
    [InlineData("That nobody but the control plane reaches the unit is checked from outside")]
    public void Page_says(string what) => Assert.Contains(what, Deploy.Text, StringComparison.Ordinal);

    // The two ways in which the page puts a unit up hold to the list above them.
    [Theory]
    [InlineData("ini", "User=cell-acme")]
    [InlineData("ini", "NoNewPrivileges=yes")]
    [InlineData("ini", "CapabilityBoundingSet=")]
    [InlineData("ini", "ProtectSystem=strict")]
    [InlineData("ini", "IPAddressDeny=any")]
    [InlineData("ini", "IPAddressAllow=10.0.0.2 10.0.9.0/28")]
    [InlineData("yaml", "user: \"10001:10001\"")]
    [InlineData("yaml", "read_only: true")]
    [InlineData("yaml", "cap_drop: [ALL]")]
    [InlineData("yaml", "security_opt: [\"no-new-privileges:true\"]")]
    [InlineData("yaml", "volumes: [\"cell-acme:/data\"]")]
    [InlineData("yaml", "networks: [cell-acme]")]
    [InlineData("yaml", "internal: true")]
    public void Unit_of_the_page_is_set_up_so(string language, string line) =>
        Assert.Contains(line, Deploy.Blocks().Single(b => b.Language == language).Code.Split('\n').Select(static l => l.Trim()));

    [Fact]
    public void Trade_off_is_told_for_both_sides()
    {
        IReadOnlyList<string[]> rows = PageTable.Below("docs/roadmap.md", "## One deployment for each tenant, or one for all");

        Assert.Contains(rows, static row => row[0] == "cost" && row[1].StartsWith("an instance, a volume, a network and a certificate for each", StringComparison.Ordinal));
        Assert.Contains(rows, static row => row[0] == "work of operators" && row[1].StartsWith("has to be automated", StringComparison.Ordinal));
    }

    private static async Task<string[]> RunAsync(string program, string[] arguments, string others)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OTHERS"] = others;
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Check);
        process.StandardInput.Close();
        string said = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
