using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>No URL of the corpus wpt-url leads to this machine, and one whose host two parsers read differently leads nowhere at all.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class UrlCorpusTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task None_of_them_connects()
    {
        UrlCase[] cases = UrlCase.ReadAll();
        Assert.Equal(860, cases.Length);
        using var listeners = new CountingListeners();
        Uri[] uris = [.. cases.SelectMany(c => c.Uris(listeners.Port)).Concat(Fullwidth(listeners.Port))];
        foreach (int port in uris.Select(static u => u.Port).Where(static p => p > 0).Distinct())
        {
            listeners.Add(port);
        }

        await listeners.ProveAsync();
        using var count = new CaseCount("corpora/urls", "calls to addresses that others collected, through connectors that allow whatever can be named");
        int accepted = listeners.Accepts;
        Assert.NotEqual(0, accepted);
        using var world = new EgressWorld(Everything(uris, cases));
        TenantContext context = world.Scope();
        foreach (string connector in (string[])["tls", "plain"])
        {
            using HttpMessageInvoker invoker = (await world.OpenAsync(context, connector)).CreateInvoker(context);
            foreach (Uri uri in uris)
            {
                count.Add();
                using var request = new HttpRequestMessage(HttpMethod.Get, uri);
                await Assert.ThrowsAsync<EgressRefusedException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken).WaitAsync(Hang));
            }
        }

        Assert.Equal(accepted, listeners.Accepts);
        count.Held();
    }

    [Fact]
    public async Task Where_two_parsers_disagree_nothing_is_even_looked_up()
    {
        UrlCase[] split = [.. UrlCase.ReadAll().Where(static c => c.IsSplit)];
        Assert.True(split.Length > 50, $"{split.Length} URLs are read differently.");
        Uri[] uris = [.. split.Select(static c => new Uri(c.Input)), .. Fullwidth(80)];
        using var world = new EgressWorld(Everything(uris, split));
        TenantContext context = world.Scope();
        foreach (string connector in (string[])["tls", "plain"])
        {
            using HttpMessageInvoker invoker = (await world.OpenAsync(context, connector)).CreateInvoker(context);
            foreach (Uri uri in uris)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, uri);
                await Assert.ThrowsAsync<EgressRefusedException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken).WaitAsync(Hang));
            }
        }

        Assert.Equal(0, world.Resolver.Asked);
    }

    // The digits are no ASCII; what is made of them is 127.0.0.1.
    private static Uri[] Fullwidth(int port) => [new($"http://①②⑦.⓪.⓪.①:{port}/"), new($"https://①②⑦.⓪.⓪.①:{port}/"), new($"http://127。0。0。1:{port}/")];

    // Every host that a connector can name, and every port; each name stands for this machine.
    private static Action<EgressOptions> Everything(Uri[] uris, UrlCase[] cases) => o =>
    {
        string[] hosts = [.. uris.Select(HostOf).Concat(cases.Select(static c => c.Hostname)).OfType<string>().Distinct().Where(IsNameable)];
        foreach (bool isPlain in (bool[])[false, true])
        {
            var connector = new ConnectorDefinition(isPlain ? "plain" : "tls") { DangerousPlainHttp = isPlain, Hosts = { "127.0.0.1" } };
            connector.DangerousAddresses.Add(new DangerousAddress(EgressWorld.Nowhere, "so that any name may be listed"));
            Array.ForEach(hosts, connector.Hosts.Add);
            Array.ForEach([.. uris.Select(static u => u.Port).Where(static p => p is > 0 and < 65536).Distinct()], connector.Ports.Add);
            o.Add(connector);
        }

        o.Allow("acme", "tls", "plain");
    };

    // What the options take, found by asking them.
    private static bool IsNameable(string host)
    {
        var probe = new ConnectorDefinition("probe") { Hosts = { host } };
        probe.DangerousAddresses.Add(new DangerousAddress(EgressWorld.Nowhere, "a probe"));
        try
        {
            using var world = new EgressWorld(o => o.Add(probe));
            return world.Egress is not null;
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException)
        {
            return false;
        }
    }

    private static string? HostOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
