using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>With a guard of a shared gateway taken out altogether, what names another tenant is still refused; in both directions, and however it is written.</summary>
public sealed class SecondLayerTests : IAsyncLifetime
{
    private static readonly string Own = Agent("globex"), Foreign = Agent("acme");

    private ScriptedGateway _gateway = null!;
    private IngressHost _host = null!;

    // What names acme's: as it is, in capitals, by an escape, as a member's name, deep inside, in a run, behind other letters.
    public static TheoryData<string> Naming =>
    [
        $$"""{"sessionKey":"agent:{{Foreign}}:day"}""",
        $$"""{"sessionKey":"AGENT:{{Foreign.ToUpperInvariant()}}:day"}""",
        $$"""{"sessionKey":"agent:t\u002d{{Foreign[2..]}}:day"}""",
        $$"""{"sessionKey":"agent:\u0074-{{Foreign[2..].ToUpperInvariant()}}:day"}""",
        $$"""{"{{Foreign}}":1}""",
        $$"""{"\u0074-{{Foreign[2..]}}":1}""",
        $$"""{"a":[{"b":["{{Foreign}}"]}]}""",
        $$"""{"runId":"{{Foreign}}.turn"}""",
        $$"""{"keys":["agent:{{Own}}:day","agent:{{Foreign}}:day"]}""",
        $$"""{"message":"my\n{{Foreign}}"}""",
        $$"""{"message":"a{{Foreign}}a"}""",
    ];

    public async ValueTask InitializeAsync()
    {
        _gateway = await ScriptedGateway.StartAsync();
        _host = await IngressHost.StartSharedAsync(
            _gateway, ["globex"], static b => b.Services.AddSingleton<IFrameGuards>(new OpenGuards(isAsked: false, isAnswered: false, isTold: false)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Theory, MemberData(nameof(Naming))]
    public async Task Request_is_not_sent_on(string parameters)
    {
        using FrameClient globex = await ConnectAsync();
        JsonElement answer = await globex.CallAsync("chat.send", parameters);

        Assert.Equal("not_found", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["not_found"], _host.Refusals("globex"));
        Assert.Empty(_gateway.Requests);
    }

    [Theory, MemberData(nameof(Naming))]
    public async Task Answer_and_event_are_not_told(string text)
    {
        _gateway.OnRequest = (peer, request) => peer.AnswerAsync(request, text);
        using FrameClient globex = await ConnectAsync();
        Assert.Equal("not_found", (await globex.CallAsync("chat.history", """{"sessionKey":"x"}""")).GetProperty("error").GetProperty("code").GetString());
        await _gateway.Peers.Keys.Single().SendAsync($$"""{"type":"event","event":"chat","payload":{{text}},"seq":1}""");
        await IngressHost.UntilAsync(() => _host.Refusals("globex").Length == 2);
        Assert.DoesNotContain(globex.Seen, static seen => seen.Contains(Foreign, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"sessionKey":"agent:OWN:day","message":"t-shirts, a\nline and \"words\""}""")]
    [InlineData("""{"runId":"OWN.turn","a":["OWN"]}""")]
    [InlineData("""{"image":"xT-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA"}""")]
    [InlineData("""{"id":"t-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData("""{"id":"t-0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    public async Task What_names_nobody_else_passes(string parameters)
    {
        string text = parameters.Replace("OWN", Own, StringComparison.Ordinal);
        _gateway.OnRequest = (peer, request) => peer.AnswerAsync(request, text);
        using FrameClient globex = await ConnectAsync();
        JsonElement answer = await globex.CallAsync("chat.send", text);

        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        Assert.Equal(text, _gateway.Requests.Single().GetProperty("params").GetRawText());
        Assert.Equal(text, answer.GetProperty("payload").GetRawText());
        await _gateway.Peers.Keys.Single().SendAsync($$"""{"type":"event","event":"chat","payload":{{text}},"seq":1}""");
        Assert.Equal(text, (await globex.EventAsync("chat")).GetProperty("payload").GetRawText());
    }

    private static string Agent(string tenant) => new OpenClawAgentName(TenantId.From(tenant), AgentId.From("main")).AgentId;

    private Task<FrameClient> ConnectAsync() => FrameClient.ConnectAsync(_host, PlainDoor.Credential("globex", "operator.read,operator.write"));
}
