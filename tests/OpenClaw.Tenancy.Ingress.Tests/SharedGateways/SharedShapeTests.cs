using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Tests.SharedGateways;

/// <summary>What has another form than its place in a frame is not let through, either way.</summary>
public sealed class SharedShapeTests
{
    private readonly GuardWorld _acme = GuardWorld.Acme();
    private readonly GuardWorld _globex = GuardWorld.Globex();

    private string Own => _acme.Main.MainSessionKey;

    [Theory]
    [InlineData("sessions.list", "[]")]
    [InlineData("sessions.subscribe", "[]")]
    [InlineData("sessions.subscribe", "7")]
    [InlineData("sessions.subscribe", "\"x\"")]
    [InlineData("sessions.patch", """{"key":"x","archived":"yes"}""")]
    [InlineData("sessions.patch", """{"key":"x","archived":1}""")]
    [InlineData("sessions.patch", """{"key":"x","label":7}""")]
    [InlineData("sessions.preview", """{"keys":"x"}""")]
    [InlineData("sessions.preview", """{"keys":{"a":"x"}}""")]
    public void Parameter_of_another_form_is_refused(string method, string parameters) =>
        Assert.Equal((GuardAct.Refuse, "invalid_request"), _acme.Ask(method, parameters).Outcome());

    [Fact]
    public void Member_with_a_name_longer_than_any_is_refused_going_in_and_left_out_coming_back()
    {
        string name = new('n', 5_000);
        Assert.Equal((GuardAct.Refuse, "invalid_request"), _acme.Ask("chat.history", $$"""{"sessionKey":"x","{{name}}":1}""").Outcome());
        Assert.DoesNotContain("nnn", _acme.Tell("chat", $$"""{"sessionKey":"{{Own}}","runId":"r","{{name}}":1}""").Text, StringComparison.Ordinal);
        Assert.Equal(GuardAct.Forward, _acme.Tell("chat", $$"""{"sessionKey":"{{Own}}","runId":"r","{{name}}":1}""").Act);
    }

    [Fact]
    public void Request_without_parameters_has_none()
    {
        byte[] bare = Encoding.UTF8.GetBytes("""{"type":"req","id":"1","method":"sessions.subscribe"}""");
        Assert.True(GatewayFrameReader.TryReadRequest(bare, out GatewayFrame frame));
        var output = new ArrayBufferWriter<byte>();
        Assert.Equal(GuardAct.Forward, _acme.Guard.Ask(frame, output).Act);
        Assert.Equal("{}", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Tenant_without_an_agent_has_no_guard() =>
        Assert.Equal("agents", Assert.Throws<ArgumentException>(static () => new SharedGatewayGuard(TenantId.From("acme"), Array.Empty<AgentId>())).ParamName);

    [Fact]
    public void Answer_to_what_nobody_may_ask_is_refused() =>
        Assert.Equal((GuardAct.Refuse, "dependency_unavailable"), _acme.Answer("config.get", """{"token":"secret"}""").Outcome());

    [Theory]
    [InlineData("""{"sessionKey":"OWN","runId":"r","message":{"content":"t-\ud800"}}""")]
    [InlineData("""{"sessionKey":"OWN","runId":"r","deltaText":"\ud800"}""")]
    [InlineData("""{"sessionKey":"OWN","runId":"r","replace":"yes"}""")]
    [InlineData("""{"sessionKey":"OWN","runId":"r","seq":"1"}""")]
    [InlineData("""{"sessionKey":"OWN","sessionKey":"OWN","runId":"r"}""")]
    [InlineData("[]")]
    public void Event_of_another_form_is_refused(string payload) =>
        Assert.Equal((GuardAct.Refuse, "dependency_unavailable"), _acme.Tell("chat", payload.Replace("OWN", Own, StringComparison.Ordinal)).Outcome());

    [Fact]
    public void Text_in_which_another_tenants_agent_stands_is_not_told_and_the_own_one_by_its_name()
    {
        foreach (string member in (string[])["deltaText", "errorKind", "stopReason"])
        {
            Assert.Equal(GuardAct.Drop, _acme.Tell("chat", $$"""{"sessionKey":"{{Own}}","runId":"r","{{member}}":"of {{_globex.Main.AgentId}}!"}""").Act);
            Assert.Equal("of main!", _acme.Tell("chat", $$"""{"sessionKey":"{{Own}}","runId":"r","{{member}}":"of {{_acme.Main.AgentId}}!"}""").Member(member));
        }
    }

    [Fact]
    public void Run_that_a_client_starts_has_no_name_of_the_gateways_own()
    {
        // Two tenants would have one run by it, of which the second would be answered as the first was.
        Assert.Equal((GuardAct.Refuse, "invalid_request"), _acme.Ask("chat.send", """{"sessionKey":"x","message":"m","idempotencyKey":"~0f0e"}""").Outcome());
        Assert.Equal((GuardAct.Refuse, "invalid_request"), _globex.Ask("chat.send", """{"sessionKey":"x","message":"m","idempotencyKey":"~"}""").Outcome());
    }

    [Fact]
    public void Session_of_another_agent_of_the_tenant_is_told_to_the_gateway_with_that_agent()
    {
        string helper = _acme.Ask("sessions.list", """{"agentId":"helper"}""").Member("agentId");
        foreach (string method in (string[])["sessions.create", "sessions.resolve"])
        {
            GuardWorld.Seen asked = _acme.Ask(method, """{"key":"agent:helper:x"}""");
            Assert.Equal((helper, $"agent:{helper}:x"), (asked.Member("agentId"), asked.Member("key")));
            Assert.Equal(_acme.Main.AgentId, _acme.Ask(method, """{"key":"x"}""").Member("agentId"));
            Assert.Equal("not_found", _acme.Ask(method, """{"key":"agent:nobody:x"}""").Code);
            Assert.Equal("not_found", _acme.Ask(method, """{"key":"agent:helper:x","agentId":"main"}""").Code);
        }
    }

    [Fact]
    public void Approvals_that_are_remembered_are_the_newest_thousand()
    {
        string List(int from, int count) => $"[{string.Join(',', Enumerable.Range(from, count).Select(i => $$"""{"id":"a{{i}}","request":{"sessionKey":"{{Own}}"} }"""))}]";
        Assert.Equal(GuardAct.Forward, _acme.Answer("exec.approval.list", List(0, 1_000)).Act);
        Assert.Equal(GuardAct.Forward, _acme.Ask("exec.approval.get", """{"id":"a0"}""").Act);
        Assert.Equal(GuardAct.Forward, _acme.Answer("exec.approval.list", List(1_000, 1)).Act);
        Assert.Equal("not_found", _acme.Ask("exec.approval.get", """{"id":"a0"}""").Code);
        Assert.Equal(GuardAct.Forward, _acme.Ask("exec.approval.get", """{"id":"a1000"}""").Act);
    }

    [Fact]
    public void Approval_that_is_asked_for_by_its_id_is_told_by_its_agent()
    {
        GuardWorld.Seen own = _acme.Answer("exec.approval.get", $$"""{"id":"a1","commandText":"ls","allowedDecisions":["deny"],"host":"gateway","nodeId":"n","agentId":"{{_acme.Main.AgentId}}","expiresAtMs":1}""");
        Assert.Equal("""{"id":"a1","commandText":"ls","allowedDecisions":["deny"],"host":"gateway","agentId":"main","expiresAtMs":1}""", own.Text);
        foreach (string agent in (string[])[$"\"{_globex.Main.AgentId}\"", "null", "\"main\""])
        {
            Assert.Equal((GuardAct.Refuse, "not_found"), _acme.Answer("exec.approval.get", $$"""{"id":"a1","commandText":"ls","agentId":{{agent}}}""").Outcome());
        }
    }
}
