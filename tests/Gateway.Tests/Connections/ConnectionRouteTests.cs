using Gateway.Tests.Protocol;
using Gateway.Tests.Support;

namespace Gateway.Tests.Connections;

/// <summary>How many connections each tenant has, and who may know.</summary>
public sealed class ConnectionRouteTests
{
    private const string Route = "/api/v1/connections";

    [Fact]
    public async Task Operator_gets_numbers_and_nothing_else()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string olga = gateway.TokenOf("platform", "olga", "operator.admin");
        Assert.Equal("""{"total":0,"tenants":[]}""", (await gateway.SendAsync("GET", Route, olga)).Body);
        using ProtocolPeer first = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("globex"));
        using ProtocolPeer second = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("globex"));
        using ProtocolPeer third = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        Answer answer = await gateway.SendAsync("GET", Route, olga);
        Assert.Equal((200, """{"total":3,"tenants":[{"tenant_id":"acme","connections":1},{"tenant_id":"globex","connections":2}]}"""), (answer.Status, answer.Body));
        Assert.Contains("no-store", answer.Headers);
    }

    [Fact]
    public async Task Nobody_of_a_tenant_gets_them()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        foreach (string token in (string[])[gateway.Admin("acme"), gateway.Member("acme"), gateway.TokenOf("platform", "olga", "operator.read")])
        {
            Answer refused = await gateway.SendAsync("GET", Route, token);
            Assert.Equal((403, "scope_missing"), (refused.Status, refused.Code));
        }

        Assert.Equal(401, (await gateway.SendAsync("GET", Route, token: null)).Status);
        Assert.Equal(400, (await gateway.SendAsync("GET", $"{Route}?tenant=acme", gateway.TokenOf("platform", "olga", "operator.admin"))).Status);
    }
}
