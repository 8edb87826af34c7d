using System.Net;
using System.Text.Json;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>No address of the corpus openclaw-ssrf that is not public is ever connected to, whichever way it is named.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class AddressCorpusTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_name_that_stands_for_one_leads_nowhere()
    {
        string[] addresses = [.. Texts("private").Select(static a => a.Replace("%lo0", "%1"))];
        using var count = new CaseCount("corpora/urls", "calls to addresses that others collected, through connectors that allow whatever can be named");
        count.Add(2 * addresses.Length);
        using var listeners = new CountingListeners();
        using var world = new EgressWorld(Names(listeners.Port));
        TenantContext context = world.Scope();
        TenantConnector connector = await world.OpenAsync(context, "tls");
        using HttpClient client = connector.CreateClient(context);
        foreach (string address in addresses)
        {
            world.Resolver.Otherwise = [IPAddress.Parse(address)];
            var request = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"https://upstream.example.com:{listeners.Port}/").WaitAsync(Hang));
            var socket = await Assert.ThrowsAsync<EgressRefusedException>(() => connector.ConnectAsync(context, "upstream.example.com", listeners.Port).AsTask().WaitAsync(Hang));
            Assert.Equal((EgressRefusalReason.Address, EgressRefusalReason.Address), (request.Reason, socket.Reason));
        }

        Assert.Equal(0, listeners.Accepts);
        Assert.Equal(2 * addresses.Length, world.Refusals(TestWorld.Acme).Length);
        count.Held();
    }

    [Fact]
    public async Task Written_out_it_leads_nowhere()
    {
        using var count = new CaseCount("corpora/urls", "calls to addresses that others collected, through connectors that allow whatever can be named");
        string[] all = [.. Texts("private"), .. Texts("malformedIpv6_block"), .. Texts("legacyIpv4_block"), .. Texts("blockedHostnames"), .. Texts("hostnamesNotIp")];
        using var listeners = new CountingListeners();
        using var world = new EgressWorld(Names(listeners.Port, [.. all.Where(IsNameable)]));
        TenantContext context = world.Scope();
        TenantConnector tls = await world.OpenAsync(context, "tls");
        TenantConnector plain = await world.OpenAsync(context, "plain");
        using HttpClient secure = tls.CreateClient(context);
        using HttpClient clear = plain.CreateClient(context);
        count.Add(4 * all.Length);
        foreach (string text in all)
        {
            string host = text.Contains(':', StringComparison.Ordinal) && !text.StartsWith('[') ? $"[{text}]" : text;
            await RefusedAsync(secure, $"https://{host}:{listeners.Port}/");
            await RefusedAsync(clear, $"http://{host}:{listeners.Port}/");
            await Assert.ThrowsAsync<EgressRefusedException>(() => tls.ConnectAsync(context, text, listeners.Port).AsTask().WaitAsync(Hang));
            await Assert.ThrowsAsync<EgressRefusedException>(() => plain.ConnectAsync(context, text, listeners.Port).AsTask().WaitAsync(Hang));
        }

        Assert.Equal(0, listeners.Accepts);
        count.Held();
    }

    private static async Task RefusedAsync(HttpClient client, string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(uri).WaitAsync(Hang));
        }
    }

    // Whatever a connector can name at all is allowed here, so that only the address decides.
    private static Action<EgressOptions> Names(int port, params string[] hosts) => o =>
    {
        var tls = new ConnectorDefinition("tls") { AllowSockets = true, Ports = { port }, Hosts = { "upstream.example.com" } };
        var plain = new ConnectorDefinition("plain") { AllowSockets = true, Ports = { port }, Hosts = { "upstream.example.com" }, DangerousPlainHttp = true };
        foreach (ConnectorDefinition connector in (ConnectorDefinition[])[tls, plain])
        {
            connector.DangerousAddresses.Add(new DangerousAddress(EgressWorld.Nowhere, "so that any name may be listed"));
            foreach (string host in hosts)
            {
                connector.Hosts.Add(host);
            }

            o.Add(connector);
        }

        o.Allow("acme", "tls", "plain");
    };

    // Names, and IPv4 addresses as they are written canonically; the start is refused for all others.
    private static bool IsNameable(string text) => Uri.CheckHostName(text) == UriHostNameType.Dns && char.IsAsciiLetter(text[^1]) && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("0x7", StringComparison.Ordinal)
        || (IPAddress.TryParse(text, out IPAddress? address) && address.ToString() == text && !text.Contains(':', StringComparison.Ordinal));

    private static string[] Texts(string list)
    {
        string? path = Corpora.Find("openclaw-ssrf/ssrf_cases.json");
        Assert.SkipWhen(path is null, "The corpus openclaw-ssrf is not there.");
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(path));
        return [.. cases.RootElement.GetProperty(list).EnumerateArray().Select(static e => e.GetString()!)];
    }
}
