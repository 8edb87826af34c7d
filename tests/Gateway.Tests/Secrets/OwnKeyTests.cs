using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Secrets.Egress;

namespace Gateway.Tests.Secrets;

/// <summary>A tenant's chat goes to the agent's endpoint with the tenant's own key or not at all, and to nowhere that its list does not name.</summary>
public sealed class OwnKeyTests
{
    private const string Hello = """{"message":"hello"}""";
    private const string Streamed = """{"message":"hello","stream":true}""";

    [Fact]
    public async Task Each_tenant_s_chat_goes_with_its_own_key_and_with_the_newest()
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await RunningGateway.StartAsync(endpoint.For("acme", "globex"));
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
        await SecretCalls.PutAsync(gateway, "globex", ModelEndpoint.KeyName, "key-of-globex");
        await gateway.ChatAsync(gateway.Member("acme"), "hello");
        await gateway.ChatAsync(gateway.Member("globex"), "hello");
        Assert.Equal(204, (await gateway.SendAsync("POST", $"{SecretCalls.Route}/{ModelEndpoint.KeyName}/rotate", gateway.Admin("acme"), SecretCalls.Body("second-key-of-acme"))).Status);
        await gateway.ChatAsync(gateway.Member("acme"), "hello");
        await gateway.ChatAsync(gateway.Member("globex"), "hello");

        Assert.Equal(["Bearer key-of-acme", "Bearer key-of-globex", "Bearer second-key-of-acme", "Bearer key-of-globex"], endpoint.TakeKeys());
    }

    /// <summary>Another tenant has a key under that name, and the configuration names one for the whole host. Nothing falls back to either.</summary>
    [Theory]
    [InlineData("never")]
    [InlineData("removed")]
    [InlineData("unusable")]
    public async Task A_tenant_without_a_key_is_told_so_and_nobody_else_s_is_used(string why)
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await RunningGateway.StartAsync(endpoint.For("acme", "globex"));
        await SecretCalls.PutAsync(gateway, "globex", ModelEndpoint.KeyName, "key-of-globex");
        if (why == "unusable")
        {
            await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-with-a-line-end\\n");
        }
        else if (why == "removed")
        {
            await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
            Assert.Equal(204, (await gateway.SendAsync("DELETE", $"{SecretCalls.Route}/{ModelEndpoint.KeyName}", gateway.Admin("acme"))).Status);
        }

        TrailWatch watch = await gateway.WatchAsync();
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), Hello);
        Assert.Equal((409, "conflict"), (answer.Status, answer.Code));
        Assert.Single(await watch.NewInAsync("acme"), static r => r == "policy_denied");
        Assert.Contains("\"refusal\":\"credential\"", await Exports.OfAsync(gateway, "acme"), StringComparison.Ordinal);

        await using OpenStream stream = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), Streamed);
        string last = (await stream.RestAsync())[^2];
        Assert.Equal(("error", "credential_missing"), (Json.Member(last, "event"), Json.Member(last, "code")));
        Assert.Empty(endpoint.TakeKeys());
        await gateway.ChatAsync(gateway.Member("globex"), "hello");
        Assert.Equal(["Bearer key-of-globex"], endpoint.TakeKeys());
    }

    [Theory]
    [InlineData(Hello)]
    [InlineData(Streamed)]
    public async Task A_tenant_whose_list_does_not_name_the_connector_is_forbidden_with_one_record(string json)
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await RunningGateway.StartAsync(endpoint.For("globex"));
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
        foreach (string body in (string[])[json, json.Replace("\"message\"", "\"session_id\":\"absent\",\"message\"", StringComparison.Ordinal)])
        {
            TrailWatch watch = await gateway.WatchAsync();
            Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), body);
            Assert.Equal((403, "policy_forbid"), (answer.Status, answer.Code));
            Assert.Contains("application/problem+json", answer.Headers, StringComparison.Ordinal);
            Assert.Equal(["policy_denied"], await watch.NewInAsync("acme"));
            Assert.Equal(0, await watch.NewElsewhereAsync("acme"));
        }

        Assert.Contains("\"refusal\":\"not_allowed\"", await Exports.OfAsync(gateway, "acme"), StringComparison.Ordinal);
        Assert.Equal(0, DatabaseFile.CountRows(gateway.DataFolder)[0]);
        Assert.Empty(endpoint.TakeKeys());
    }

    /// <summary>What the endpoint leads to: another host, another port of its own host, another path, and the metadata service of a cloud.</summary>
    [Theory]
    [InlineData("http://attacker.example:{port}/v1/chat/completions")]
    [InlineData("http://127.0.0.1:1/v1/chat/completions")]
    [InlineData("http://127.0.0.1:{port}/elsewhere")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://127.0.0.1:{port}/v1/chat/completions")]
    public async Task An_endpoint_that_leads_elsewhere_is_not_followed_and_the_chat_forbidden(string to)
    {
        int port = 0;
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = to.Replace("{port}", $"{port}", StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        port = new Uri(endpoint.Address).Port;
        await using RunningGateway gateway = await RunningGateway.StartAsync(endpoint.For("acme"));
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
        TrailWatch watch = await gateway.WatchAsync();
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), Hello);

        Assert.Equal((403, "policy_forbid"), (answer.Status, answer.Code));
        Assert.Single(await watch.NewInAsync("acme"), static r => r == "policy_denied");
        Assert.Equal(["Bearer key-of-acme"], endpoint.TakeKeys());
    }

    /// <summary>The name is a public host's, and stands for an address that is not.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("fd00:ec2::254")]
    public async Task A_name_that_stands_for_a_private_address_is_forbidden(string address)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(services =>
        {
            services.AddAgent(ModelEndpoint.Section("https://llm.example.com/v1"));
            services.AddTenancy().AddTenantEgress(static o => o.Allow("acme", "agent"));
            services.Replace(ServiceDescriptor.Singleton<IEgressResolver>(new OneAddress(IPAddress.Parse(address))));
        });
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, "key-of-acme");
        Answer answer = await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), Hello);
        Assert.Equal((403, "policy_forbid"), (answer.Status, answer.Code));
        Assert.Contains("\"refusal\":\"address\"", await Exports.OfAsync(gateway, "acme"), StringComparison.Ordinal);
    }

    /// <summary>The gateway has the connector of GitHub, and nobody may use it until a list says so; one that is not there nobody may use at all.</summary>
    [Theory]
    [InlineData("github", EgressRefusalReason.NotAllowed)]
    [InlineData("agent", EgressRefusalReason.UnknownConnector)]
    [InlineData("gitlab", EgressRefusalReason.UnknownConnector)]
    public async Task Nobody_may_use_a_connector_by_default(string connector, EgressRefusalReason reason)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        foreach (string tenant in (string[])["acme", "globex"])
        {
            TrailWatch watch = await gateway.WatchAsync();
            Assert.Equal(reason, (await OpenAsync(gateway, tenant, connector)).Reason);
            Assert.Equal(["policy_denied"], await watch.NewInAsync(tenant));
        }
    }

    [Fact]
    public async Task A_list_of_the_configuration_lets_its_tenant_use_what_it_names_and_no_other_tenant()
    {
        IConfigurationSection lists = new ConfigurationBuilder().AddInMemoryCollection([new("Egress:Tenants:acme:0", "github")]).Build().GetSection("Egress");
        await using RunningGateway gateway = await RunningGateway.StartAsync(s => s.AddTenancy().AddTenantEgress(lists));
        Assert.True((await OpenAsync(gateway, "acme", "github")).IsOpen);
        Assert.Equal(EgressRefusalReason.NotAllowed, (await OpenAsync(gateway, "globex", "github")).Reason);
    }

    private static async Task<EgressOpening> OpenAsync(RunningGateway gateway, string tenant, string connector)
    {
        IServiceProvider services = gateway.App.Services;
        CredentialVerification verified = await services.GetRequiredService<CredentialVerifiers>().VerifyAsync(gateway.Member(tenant), default);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            verified.Claim!,
            async (s, token) => await s.GetRequiredService<ITenantEgress>().OpenAsync(s.GetRequiredService<TenantContext>(), connector, token),
            default);
    }

    private sealed class OneAddress(IPAddress address) : IEgressResolver
    {
        public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => new([address]);
    }
}
