using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Protocol;

namespace Gateway.Tests.Protocol;

/// <summary>The way from an upgrade to a connection, and its end.</summary>
public sealed class ConnectTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Connect = """{"type":"req","id":"1","method":"connect","params":{"minProtocol":4,"maxProtocol":4""";

    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task Credential_comes_in_the_header_or_in_the_first_frame()
    {
        using ProtocolPeer frame = await ProtocolPeer.OpenAsync(Gateway);
        JsonElement hello = (await frame.ConnectAsync(Gateway.Member("acme"))).GetProperty("payload");
        Assert.Equal(["operator.read", "operator.write"], hello.GetProperty("auth").GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        Assert.Equal(4, hello.GetProperty("protocol").GetInt32());
        Assert.Equal(15000, hello.GetProperty("policy").GetProperty("tickIntervalMs").GetInt32());

        using ProtocolPeer header = await ProtocolPeer.OpenAsync(Gateway, Gateway.Member("acme"));
        Assert.True((await header.ConnectAsync(token: null)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Declared_scopes_are_cut_to_what_is_held()
    {
        string token = Gateway.Member("acme");
        using ProtocolPeer narrow = await ProtocolPeer.ConnectAsync(Gateway, token, "operator.read", "operator.admin");
        Assert.Null(await narrow.RefusalAsync("sessions.list"));
        Assert.Equal("scope_missing", await narrow.RefusalAsync("chat.send", new { message = "hello" }));

        using ProtocolPeer none = await ProtocolPeer.OpenAsync(Gateway);
        await none.ConnectAsync(token, []);
        Assert.Equal("scope_missing", await none.RefusalAsync("sessions.list"));
    }

    public static TheoryData<string, int, string> BadFirst => new()
    {
        { "nonsense", 1007, "invalid_request" },
        { """{"type":"req","id":"1","method":"sessions.list"}""", 1007, "invalid_request" },
        { """{"type":"req","id":"1","method":"connect"}""", 1007, "invalid_request" },
        { """{"type":"event","id":"1","method":"connect","params":{"minProtocol":4,"maxProtocol":4}}""", 1007, "invalid_request" },
        { """{"type":"req","id":"1","method":"connect","params":{"minProtocol":5,"maxProtocol":6}}""", 1007, "invalid_request" },
        { Connect + ""","role":"node"}}""", 1007, "invalid_request" },
        { Connect + ""","tenant":"acme"}}""", 1007, "invalid_request" },
        { Connect + "}}", 1008, "claim_missing" },
        { Connect + ""","auth":{"token":"nonsense"}}}""", 1008, "token_invalid" },
        { Connect + ",\"auth\":{\"token\":\"" + new string('x', 5000) + "\"}}}", 1009, "invalid_request" },
    };

    [Theory, MemberData(nameof(BadFirst))]
    public async Task First_frame_that_does_not_connect_is_refused_in_one_record(string frame, int status, string reason)
    {
        TrailWatch watch = await Gateway.WatchAsync();
        using ProtocolPeer peer = await ProtocolPeer.OpenAsync(Gateway);
        await peer.SendAsync(frame);
        Assert.Equal((status, reason), await peer.ClosedAsync());
        Assert.Single(await watch.NewInAsync("platform"));
        Assert.Equal(0, await watch.NewElsewhereAsync("platform"));
    }

    [Fact]
    public async Task Two_credentials_are_one_too_many()
    {
        using ProtocolPeer peer = await ProtocolPeer.OpenAsync(Gateway, Gateway.Member("acme"));
        string token = Gateway.Member("acme");
        await peer.SendAsync(With(token));
        Assert.Equal((1008, "token_invalid"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Header_that_is_refused_opens_no_socket_and_a_plain_request_is_none()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => ProtocolPeer.OpenAsync(Gateway, Forgery.WithOtherSignature(Gateway.Member("acme"))));
        Answer forged = await Gateway.SendAsync("GET", "/ws", Forgery.WithOtherSignature(Gateway.Member("acme")));
        Assert.Equal((401, "token_invalid"), (forged.Status, forged.Code));
        Answer plain = await Gateway.SendAsync("GET", "/ws", Gateway.Member("acme"));
        Assert.Equal((400, "invalid_request"), (plain.Status, plain.Code));
        Answer query = await Gateway.SendAsync("GET", "/ws?token=x", token: null);
        Assert.Equal((400, "invalid_request"), (query.Status, query.Code));
    }

    [Fact]
    public async Task Selector_of_the_upgrade_must_agree()
    {
        using ProtocolPeer peer = await ProtocolPeer.OpenAsync(Gateway, header: null, ("X-Tenant-Id", "globex"));
        await peer.SendAsync(With(Gateway.Member("acme")));
        Assert.Equal((1008, "selector_mismatch"), await peer.ClosedAsync());
    }

    [Theory]
    [InlineData("tenant", "tenant_inactive")]
    [InlineData("member", "revoked")]
    [InlineData("expiry", "token_expired")]
    public async Task Connection_ends_with_what_it_stands_by_and_nobody_elses_does(string death, string reason)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(moreTenants: "initech");
        using ProtocolPeer mortal = await ProtocolPeer.ConnectAsync(gateway, gateway.Token("initech", death == "expiry" ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(5), "operator.read"));
        using ProtocolPeer other = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        if (death == "tenant")
        {
            await gateway.MoveAsync("initech", TenantStatus.Suspended);
        }
        else if (death == "member")
        {
            await gateway.ChangeAsync(DirectoryChange.RevokeMember(TenantId.From("initech"), OpenClaw.Tenancy.Samples.Gateway.Hosting.DevelopmentWorld.Issuer, "user-of-initech", mayReturn: false));
        }

        Assert.Equal((1008, reason), await mortal.ClosedAsync());
        Assert.Null(await other.RefusalAsync("sessions.list"));
        Assert.Equal(1, gateway.App.Services.GetRequiredService<LiveConnections>().Count);
    }

    [Fact]
    public async Task Pinned_gateway_connects_its_own_tenant_alone()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(pinned: "acme");
        using ProtocolPeer own = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        Assert.Null(await own.RefusalAsync("sessions.list"));
        using ProtocolPeer foreign = await ProtocolPeer.OpenAsync(gateway);
        await foreign.SendAsync(With(gateway.Member("globex")));
        Assert.Equal((1008, "policy_denied"), await foreign.ClosedAsync());
    }

    [Fact]
    public async Task Handler_without_a_descriptor_fails_the_start_by_name()
    {
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(
            () => RunningGateway.StartAsync(static s => s.AddSingleton<IGatewayMethod, Undescribed>()));
        Assert.Contains("secrets.steal", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    private static string With(string token) => Connect + ",\"auth\":{\"token\":\"" + token + "\"}}}";

    private sealed class Undescribed : IGatewayMethod
    {
        public string Name => "secrets.steal";

        public Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken) => Task.FromResult(MethodAnswer.Of("stolen"));
    }
}
