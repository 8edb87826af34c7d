using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>What a connector may not be refuses the start, and says what to do.</summary>
public sealed class EgressOptionsTests
{
    [Theory]
    [InlineData("API.example.com"), InlineData("api.example.com."), InlineData("*.example.com"), InlineData("api..example.com"), InlineData("-a.example.com"), InlineData("xn--80ak6aa92e.com")]
    [InlineData("127.0.0.1"), InlineData("[::1]"), InlineData("api.example.com:443"), InlineData("https://api.example.com"), InlineData("b\u00FCcher.example"), InlineData("0x7f.1"), InlineData("")]
    [InlineData("localhost"), InlineData("db.internal"), InlineData("api.localhost"), InlineData("svc.local"), InlineData("intranet"), InlineData(".com"), InlineData("metadata.google.internal")]
    public void A_host_outside_the_grammar(string host) => Refuses(o => o.Add(new ConnectorDefinition("c") { Hosts = { host } }), "ConnectorDefinition");

    [Theory]
    [InlineData("169.254.169.254"), InlineData("169.254.0.0/16"), InlineData("100.100.100.200"), InlineData("168.63.129.16"), InlineData("fd00:ec2::254"), InlineData("fe80::/10"), InlineData("0.0.0.0/0"), InlineData("::/0")]
    [InlineData("127.1"), InlineData("127.0.0.1/8"), InlineData("localhost"), InlineData("")]
    public void An_address_that_nothing_opens(string address) => Refuses(o => o.Add(With(new DangerousAddress(address, "because"))), "DangerousAddresses");

    [Fact]
    public void An_address_without_a_reason() => Refuses(static o => o.Add(With(new DangerousAddress("10.0.0.1", " "))), "a reason");

    [Fact]
    public void Http_without_addresses() => Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, DangerousPlainHttp = true }), "DangerousPlainHttp");

    [Fact]
    public void No_host_a_bad_name_port_prefix_header_and_secret()
    {
        Refuses(static o => o.Add(new ConnectorDefinition("c")), "no host");
        Refuses(static o => o.Add(new ConnectorDefinition("Not A Name") { Hosts = { "a.example.com" } }), "A connector has a name");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, Ports = { 0 } }), "Ports");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, PathPrefixes = { "/a/../b" } }), "PathPrefixes");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, CredentialHeader = "Host" }), "CredentialHeader");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, CredentialScheme = "a b" }), "CredentialScheme");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, Secret = "No" }), "Secret");
        Refuses(static o => o.Add(new ConnectorDefinition("c") { Hosts = { "a.example.com" }, SecretHosts = { "b.example.com" } }), "SecretHosts");
        Refuses(static o => o.Allow("acme", "nothing"), "names the connector 'nothing'");
        Refuses(static o => o.MaxRedirects = 11, "MaxRedirects");
    }

    [Fact]
    public void A_name_that_is_added_twice() => Refuses(static o =>
    {
        o.Add(ConnectorDefinition.GitHub());
        o.Add(ConnectorDefinition.GitHub());
    }, "added twice");

    [Fact]
    public void A_secret_that_nothing_reads()
    {
        using var world = new TestWorld(build: static b => b.AddTenantEgress(static o => o.Add(ConnectorDefinition.GitHub())));
        var refused = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<EgressOptions>>().Value);
        Assert.Contains("AddTenantSecretReader()", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_fixed_at_start()
    {
        using var world = new EgressWorld(static o => o.Add(ConnectorDefinition.GitHub()));
        EgressOptions options = world.World.Services.GetRequiredService<IOptions<EgressOptions>>().Value;
        Assert.Throws<InvalidOperationException>(() => options.Allow("acme", "github"));
        Assert.Throws<InvalidOperationException>(() => options.MaxRedirects = 1);
    }

    [Fact]
    public async Task From_configuration()
    {
        using TestWorld world = Configured(new()
        {
            ["E:Connectors:crm:Hosts:0"] = "crm.example.com",
            ["E:Connectors:crm:Ports:0"] = "8443",
            ["E:Connectors:crm:PathPrefixes:0"] = "/v1/",
            ["E:Tenants:acme:0"] = "crm",
        });
        using IServiceScope scope = world.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<Contexts.ITenantContextFactory>().Bind(world.Claim(TestWorld.Acme, "operator.write"), null, null);
        var context = scope.ServiceProvider.GetRequiredService<Contexts.TenantContext>();
        EgressOpening opening = await world.Services.GetRequiredService<ITenantEgress>().OpenAsync(context, "crm");
        using HttpClient client = opening.Connector!.CreateClient(context);
        Assert.Equal(EgressRefusalReason.Port, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync("https://crm.example.com/v1/x"))).Reason);
        Assert.Equal(EgressRefusalReason.Path, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync("https://crm.example.com:8443/x"))).Reason);
    }

    [Theory]
    [InlineData("E:Connector:crm:Hosts:0", "there is no such setting")]
    [InlineData("E:Connectors:crm:Host", "there is no such setting")]
    [InlineData("E:Connectors:crm:DangerousPlainHttp", "dangerous is set in code")]
    [InlineData("E:Connectors:crm:AllowSockets", "true or false")]
    [InlineData("E:Tenants:Acme:0", "no tenant id")]
    public void What_is_not_understood_of_it(string key, string says)
    {
        using TestWorld world = Configured(new() { ["E:Connectors:crm:Hosts:0"] = "crm.example.com", [key] = "x" });
        var refused = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<EgressOptions>>().Value);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static TestWorld Configured(Dictionary<string, string?> values) =>
        new(build: b => b.AddTenantEgress(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("E")));

    private static ConnectorDefinition With(DangerousAddress address)
    {
        var connector = new ConnectorDefinition("c") { Hosts = { "a.example.com" } };
        connector.DangerousAddresses.Add(address);
        return connector;
    }

    private static void Refuses(Action<EgressOptions> configure, string says)
    {
        using var world = new EgressWorld(configure);
        var refused = Assert.Throws<OptionsValidationException>(() => world.Egress);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }
}
