using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>With the check of one layer taken out the other still refuses, on a real gateway: the scope at the ingress and at the gateway, the tenant on the way in and on the way out.</summary>
[Collection(RealCollection.Name)]
public sealed class RealLayerTests(SharedWorld world)
{
    private static readonly string Foreign = $"agent:{RealShared.Agent("acme")}:layers";

    [Fact]
    public async Task Gateway_refuses_what_an_ingress_without_its_check_of_scopes_sends_on()
    {
        RealPrograms.SkipWhereAbsent();
        const string send = """{"sessionKey":"scopes","message":"say canary-acme-scopes","idempotencyKey":"scopes"}""";

        // Taken out: whoever may read may write.
        var spy = new OpenGuards(isAsked: true, isAnswered: true);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b =>
        {
            b.Services.Configure<TenancyOptions>(static o => o.Lattice = new ScopeLatticeBuilder().Add("operator.read", "operator.write").AddPrefix("operator.admin", "operator.").Build());
            b.Services.AddSingleton<IFrameGuards>(spy);
        });
        using FrameClient reader = await FrameClient.ConnectAsync(open, PlainDoor.Credential("acme", "operator.read"));
        JsonElement refused = await reader.CallAsync("chat.send", send);
        Assert.False(refused.GetProperty("ok").GetBoolean());
        Assert.NotEqual("scope_missing", refused.GetProperty("error").GetProperty("code").GetString());
        Assert.Single(spy.Forwarded);

        // With it, the gateway is not asked at all; and it is no other reason for which it refused.
        using FrameClient whole = await world.Shared.ConnectAsync("acme", "operator.read");
        Assert.Equal("scope_missing", (await whole.CallAsync("chat.send", send)).GetProperty("error").GetProperty("code").GetString());
        using FrameClient writer = await FrameClient.ConnectAsync(open, PlainDoor.Credential("acme", "operator.read,operator.write"));
        Assert.True((await writer.CallAsync("chat.send", send)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Answer_of_a_foreign_session_is_refused_where_the_question_was_not()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        await TurnAsync(world.Shared.Owner, "canary-acme-nobodys", "agent:main:layers");
        var spy = new OpenGuards(isAsked: false, isAnswered: true);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex"));
        foreach ((string method, string parameters) in Questions("agent:main:layers", "main"))
        {
            JsonElement answer = await globex.CallAsync(method, parameters);
            Assert.True(!answer.GetProperty("ok").GetBoolean() || method is "sessions.list" or "sessions.preview", method + answer.GetRawText());
        }

        // The gateway did answer: it is the guard on the way out that kept it.
        Assert.Equal(Questions("agent:main:layers", "main").Length, spy.Forwarded.Count);
        await TurnAsync(acme, "canary-acme-overheard");
        Assert.True((await globex.CallAsync("sessions.list", """{"includeLastMessage":true}""")).GetProperty("ok").GetBoolean());
        NothingOfAcme(globex);

        // Without the other half too, it is seen.
        await using IngressHost none = await RealShared.BeforeAsync(world.Shared.Gateway, static b => b.Services.AddSingleton<IFrameGuards>(new OpenGuards(isAsked: false, isAnswered: false)));
        using FrameClient all = await FrameClient.ConnectAsync(none, PlainDoor.Credential("globex"));
        Assert.Contains("canary-acme-nobodys", (await all.CallAsync("chat.history", """{"sessionKey":"agent:main:layers"}""")).GetRawText(), StringComparison.Ordinal);
    }

    // Also what changes something: there the answer would come too late.
    [Fact]
    public async Task Question_that_names_a_foreign_session_is_not_sent_on_where_the_guard_is_taken_out()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        string before = await StateAsync();
        await using IngressHost open = await RealShared.BeforeAsync(
            world.Shared.Gateway, static b => b.Services.AddSingleton<IFrameGuards>(new OpenGuards(isAsked: false, isAnswered: false, isTold: false)));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex", "operator.admin"));
        foreach (string key in (string[])[Foreign, Foreign.ToUpperInvariant()])
        {
            foreach ((string method, string parameters) in Questions(key, RealShared.Agent("acme")).Concat(Changes(key)))
            {
                JsonElement answer = await globex.CallAsync(method, parameters);
                Assert.Equal("not_found", answer.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetString() : method + answer.GetRawText());
            }
        }

        Assert.Equal(before, await StateAsync());
        await TurnAsync(acme, "canary-acme-overheard");
        Assert.True((await globex.CallAsync("sessions.create", $$"""{"key":"agent:{{RealShared.Agent("globex")}}:own"}""")).GetProperty("ok").GetBoolean());
        NothingOfAcme(globex);
    }

    [Fact]
    public async Task Question_for_a_foreign_session_is_not_sent_on_where_the_answer_would_pass()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        var spy = new OpenGuards(isAsked: true, isAnswered: false);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex"));
        foreach ((string method, string parameters) in Questions(Foreign, RealShared.Agent("acme")).Concat(Changes(Foreign)))
        {
            JsonElement answer = await globex.CallAsync(method, parameters);
            Assert.True(!answer.GetProperty("ok").GetBoolean(), method + answer.GetRawText());
        }

        Assert.Empty(spy.Forwarded);
        NothingOfAcme(globex);
    }

    // The foreign one and the one that there is not are one answer, and what reaches the gateway is the asker's own.
    [Fact]
    public async Task Own_foreign_and_absent_on_every_method_that_names_a_session()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        var spy = new OpenGuards(isAsked: true, isAnswered: true);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex", "operator.admin"));
        foreach (string method in (string[])["sessions.create", "chat.send", "chat.history", "chat.abort", "sessions.describe", "sessions.resolve", "sessions.preview", "sessions.messages.subscribe", "sessions.messages.unsubscribe", "sessions.patch", "sessions.abort", "sessions.reset", "sessions.delete"])
        {
            string Named(string key) => method == "chat.send" ? $$"""{"sessionKey":"{{key}}","message":"say canary-globex-layers","idempotencyKey":"layers"}"""
                : method.StartsWith("chat.", StringComparison.Ordinal) ? $$"""{"sessionKey":"{{key}}"}""" : method == "sessions.preview" ? $$"""{"keys":["{{key}}"]}""" : $$"""{"key":"{{key}}"}""";
            JsonElement own = await globex.CallAsync(method, Named("layers"));
            Assert.True(own.GetProperty("ok").GetBoolean(), method + own.GetRawText());
            string foreign = (await globex.CallAsync(method, Named(Foreign))).GetProperty("error").GetRawText();
            string absent = (await globex.CallAsync(method, Named("agent:nobody:layers"))).GetProperty("error").GetRawText();
            Assert.Equal(absent, foreign);
        }

        Assert.NotEmpty(spy.Forwarded);
        Assert.All(spy.Forwarded, f => Assert.DoesNotContain(RealShared.Agent("acme"), f.Parameters, StringComparison.Ordinal));
        Assert.All(spy.Forwarded.Where(static f => f.Parameters.Contains("layers", StringComparison.Ordinal)), f => Assert.Contains(RealShared.Agent("globex"), f.Parameters, StringComparison.Ordinal));
        Assert.Contains("canary-acme-layers", (await acme.CallAsync("chat.history", """{"sessionKey":"layers"}""")).GetRawText(), StringComparison.Ordinal);
        NothingOfAcme(globex);
    }

    private static (string Method, string Parameters)[] Questions(string key, string agent) =>
    [
        ("chat.history", $$"""{"sessionKey":"{{key}}"}"""),
        ("sessions.describe", $$"""{"key":"{{key}}","includeLastMessage":true}"""),
        ("sessions.preview", $$"""{"keys":["{{key}}"]}"""),
        ("sessions.resolve", $$"""{"key":"{{key}}"}"""),
        ("sessions.list", $$"""{"agentId":"{{agent}}","includeLastMessage":true}"""),
        ("sessions.messages.subscribe", $$"""{"key":"{{key}}"}"""),
    ];

    private static (string Method, string Parameters)[] Changes(string key) =>
    [
        ("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-globex","idempotencyKey":"layers"}"""),
        ("chat.abort", $$"""{"sessionKey":"{{key}}"}"""),
        ("sessions.create", $$"""{"key":"{{key}}"}"""),
        ("sessions.patch", $$"""{"key":"{{key}}","label":"of-globex"}"""),
        ("sessions.abort", $$"""{"key":"{{key}}"}"""),
        ("sessions.reset", $$"""{"key":"{{key}}"}"""),
        ("sessions.delete", $$"""{"key":"{{key}}"}"""),
    ];

    private async Task<string> StateAsync() =>
        (await world.Shared.Owner.CallAsync("chat.history", $$"""{"sessionKey":"{{Foreign}}"}""")).GetProperty("payload").GetProperty("messages").GetRawText()
        + (await world.Shared.Owner.CallAsync("sessions.describe", $$"""{"key":"{{Foreign}}"}""")).GetProperty("payload").GetProperty("session").GetProperty("sessionId").GetRawText();

    // A session of acme's with a canary in it.
    private async Task<FrameClient> HavingAsync()
    {
        FrameClient acme = await world.Shared.ConnectAsync("acme");
        await acme.CallAsync("sessions.create", """{"key":"layers"}""");
        await TurnAsync(acme, "canary-acme-layers");
        return acme;
    }

    private static async Task TurnAsync(FrameClient client, string canary, string session = "layers")
    {
        JsonElement sent = await client.CallAsync("chat.send", $$"""{"sessionKey":"{{session}}","message":"say {{canary}}","idempotencyKey":"layers-{{Guid.NewGuid():N}}"}""");
        Assert.True(sent.GetProperty("ok").GetBoolean(), sent.GetRawText());
        Assert.Equal("final", (await RealCells.EndAsync(client, "agent:main:layers")).State);
    }

    private static void NothingOfAcme(FrameClient client)
    {
        string seen = string.Join('\n', client.Seen);
        Assert.DoesNotContain("canary-acme", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(RealShared.Agent("acme"), seen, StringComparison.Ordinal);
    }
}
