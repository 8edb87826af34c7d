using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.SharedGateways;

/// <summary>Sessions, agents and runs have other names behind the guard, and a tenant's own before it.</summary>
public sealed class NameMappingTests
{
    private readonly GuardWorld _acme = GuardWorld.Acme();
    private readonly GuardWorld _globex = GuardWorld.Globex();

    [Theory]
    [InlineData("main", "agent:main:main")]
    [InlineData("agent:main:main", "agent:main:main")]
    [InlineData("notes", "agent:main:notes")]
    [InlineData("agent:main:notes", "agent:main:notes")]
    [InlineData("agent:helper:a.b_c-d", "agent:helper:a.b_c-d")]
    [InlineData("agent:main:subagent:0e0f", "agent:main:subagent:0e0f")]
    public void Session_is_below_the_tenants_own_agent_and_comes_back_as_the_tenant_names_it(string asked, string told)
    {
        string key = _acme.Ask("chat.history", $$"""{"sessionKey":"{{asked}}"}""").Member("sessionKey");
        Assert.Matches("^agent:t-[a-z2-7]{52}:", key);
        Assert.Equal(told, _acme.Answer("chat.history", $$"""{"sessionKey":"{{key}}","messages":[]}""").Member("sessionKey"));

        // The same text of another tenant is another session, and neither is told of the other's.
        Assert.NotEqual(key, _globex.Ask("chat.history", $$"""{"sessionKey":"{{asked}}"}""").Member("sessionKey"));
        Assert.Equal((GuardAct.Refuse, "not_found"), _globex.Answer("chat.history", $$"""{"sessionKey":"{{key}}","messages":[]}""").Outcome());
        Assert.Equal(GuardAct.Drop, _globex.Tell("chat", $$"""{"sessionKey":"{{key}}","runId":"r","state":"final"}""").Act);
        Assert.Equal(told, _acme.Tell("chat", $$"""{"sessionKey":"{{key}}","runId":"r","state":"final"}""").Member("sessionKey"));
    }

    public static TheoryData<string> BadKeys => [.. BadNames.Sessions];

    [Theory, MemberData(nameof(BadKeys))]
    public void Foreign_or_malformed_session_is_not_found_and_nothing_is_sent_on(string key)
    {
        foreach ((string method, string parameters) in ((string, string)[])[
            ("chat.history", $$"""{"sessionKey":"{{key}}"}"""),
            ("chat.send", $$"""{"sessionKey":"{{key}}","message":"hello","idempotencyKey":"i"}"""),
            ("chat.abort", $$"""{"sessionKey":"{{key}}"}"""),
            ("sessions.preview", $$"""{"keys":["main","{{key}}"]}"""),
            ("sessions.resolve", $$"""{"key":"{{key}}"}"""),
            ("sessions.messages.subscribe", $$"""{"key":"{{key}}"}"""),
            ("sessions.delete", $$"""{"key":"{{key}}"}"""),
            ("sessions.create", $$"""{"key":"{{key}}"}""")])
        {
            Assert.Equal((GuardAct.Refuse, "not_found"), _acme.Ask(method, parameters).Outcome());
        }
    }

    [Fact]
    public void Key_that_the_gateway_itself_uses_for_another_tenant_is_not_found()
    {
        string foreign = _globex.Main.MainSessionKey;
        Assert.Equal((GuardAct.Refuse, "not_found"), _acme.Ask("chat.history", $$"""{"sessionKey":"{{foreign}}"}""").Outcome());

        Assert.Equal("not_found", _acme.Ask("chat.history", $$"""{"sessionKey":"{{_globex.Main.AgentId}}"}""").Code);
        Assert.Equal("not_found", _acme.Ask("chat.history", $$"""{"sessionKey":"agent:main:x:{{_globex.Main.AgentId}}"}""").Code);

        // Nor is its own one a name that a client uses: there is one name for each thing.
        Assert.Equal((GuardAct.Refuse, "not_found"), _acme.Ask("chat.history", $$"""{"sessionKey":"{{_acme.Main.MainSessionKey}}"}""").Outcome());
    }

    [Theory]
    [InlineData("""{"sessionKey":"agent:main:x","agentId":"helper"}""")]
    [InlineData("""{"agentId":"helper","sessionKey":"agent:main:x"}""")]
    [InlineData("""{"sessionKey":"x","agentId":"nobody"}""")]
    [InlineData("""{"sessionKey":"x","agentId":"Main"}""")]
    public void Agent_beside_a_session_must_be_the_tenants_and_the_sessions(string parameters) =>
        Assert.Equal((GuardAct.Refuse, "not_found"), _acme.Ask("chat.history", parameters).Outcome());

    [Fact]
    public void Agent_beside_a_bare_session_says_whose_it_is_wherever_it_stands()
    {
        string before = _acme.Ask("chat.history", """{"agentId":"helper","sessionKey":"x"}""").Member("sessionKey");
        Assert.Equal(before, _acme.Ask("chat.history", """{"sessionKey":"x","agentId":"helper"}""").Member("sessionKey"));
        Assert.Equal(before, _acme.Ask("chat.history", """{"sessionKey":"agent:helper:x"}""").Member("sessionKey"));
        Assert.NotEqual(before, _acme.Ask("chat.history", """{"sessionKey":"x"}""").Member("sessionKey"));
    }

    [Fact]
    public void Gateway_is_always_told_the_agent_where_it_would_else_look_at_all()
    {
        Assert.Equal(_acme.Main.AgentId, _acme.Ask("sessions.list", "{}").Member("agentId"));
        Assert.NotEqual(_acme.Main.AgentId, _acme.Ask("sessions.list", """{"agentId":"helper"}""").Member("agentId"));
        Assert.False(_acme.Ask("sessions.list", "{}").Json.GetProperty("includeGlobal").GetBoolean());
        Assert.Equal("invalid_request", _acme.Ask("sessions.list", """{"includeGlobal":true}""").Code);
    }

    [Fact]
    public void Run_has_a_name_for_each_tenant_and_one_that_the_gateway_named_goes_with_its_session_alone()
    {
        string run = _acme.Ask("chat.send", """{"sessionKey":"x","message":"m","idempotencyKey":"same"}""").Member("idempotencyKey");
        Assert.NotEqual(run, _globex.Ask("chat.send", """{"sessionKey":"x","message":"m","idempotencyKey":"same"}""").Member("idempotencyKey"));
        Assert.Equal("same", _acme.Answer("chat.send", $$"""{"runId":"{{run}}","status":"started"}""").Member("runId"));
        Assert.Equal((GuardAct.Refuse, "not_found"), _globex.Answer("chat.send", $$"""{"runId":"{{run}}","status":"started"}""").Outcome());

        Assert.Equal(run, _acme.Ask("agent.wait", """{"runId":"same"}""").Member("runId"));
        Assert.Equal("~0f0e", _acme.Answer("agent.wait", """{"runId":"0f0e"}""").Member("runId"));
        Assert.Equal("invalid_request", _acme.Ask("agent.wait", """{"runId":"~0f0e"}""").Code);
        Assert.Equal("0f0e", _acme.Ask("chat.abort", """{"sessionKey":"x","runId":"~0f0e"}""").Member("runId"));
        Assert.Equal("invalid_request", _acme.Ask("chat.abort", $$"""{"sessionKey":"x","runId":"~{{_globex.Main.AgentId}}.same"}""").Code);
        Assert.Equal("invalid_request", _acme.Ask("chat.send", """{"sessionKey":"x","message":"m","idempotencyKey":"a b"}""").Code);
        Assert.Equal("invalid_request", _acme.Ask("chat.send", $$"""{"sessionKey":"x","message":"m","idempotencyKey":"{{run}}"}""").Code);
    }
}
