using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Docs.Tests;

/// <summary>The check of the page on deployment, as it stands there: it finds what is wrong with this process, and nothing in a unit as the page wants it.</summary>
public sealed class DeployPageTests
{
    // A mount and a network name space of its own, a root that cannot be written, and an account without any right.
    private const string Hardened = "mount -o remount,bind,ro / && exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --bounding-set -all --inh-caps -all bash -s";

    private static string Check => Repository.Pages.Single(static p => p.Name == "docs/how-to/deploy.md").Blocks().Single(static b => b.Language == "bash").Code;

    [Fact]
    public async Task Check_names_what_is_wrong()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/bash"), "Only the root of a Linux has all of it wrong.");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        string[] found = await RunAsync("bash", ["-s"], other.LocalEndpoint.ToString()!);

        Assert.Contains("it runs as root", found);
        Assert.Contains("it may gain privileges", found);
        Assert.Contains($"{other.LocalEndpoint} can be reached", found);
        Assert.DoesNotContain("sound", found);
    }

    [Fact]
    public async Task Check_finds_nothing_in_a_unit_as_the_page_wants_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare") && File.Exists("/usr/bin/setpriv"), "Only the root of a Linux makes such a unit.");

        Assert.Equal(["sound"], await RunAsync("unshare", ["--mount", "--net", "bash", "-c", Hardened], "127.0.0.1:1"));
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
