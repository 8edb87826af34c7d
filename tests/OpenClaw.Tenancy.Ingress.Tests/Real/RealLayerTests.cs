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
        var spy = new OpenGuards(isAsked: false, isAnswered: true);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex"));
        foreach ((string method, string parameters) in Questions)
        {
            JsonElement answer = await globex.CallAsync(method, parameters);
            Assert.True(!answer.GetProperty("ok").GetBoolean() || method is "sessions.list" or "sessions.preview", method + answer.GetRawText());
        }

        // The gateway did answer: it is the guard on the way out that kept it.
        Assert.Equal(Questions.Length, spy.Forwarded.Count);
        await TurnAsync(acme, "canary-acme-overheard");
        await globex.CallAsync("sessions.list");
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
        foreach ((string method, string parameters) in Questions)
        {
            JsonElement answer = await globex.CallAsync(method, parameters);
            Assert.True(!answer.GetProperty("ok").GetBoolean(), method + answer.GetRawText());
        }

        Assert.Empty(spy.Forwarded);
        NothingOfAcme(globex);
    }

    // Without this one the two before it could be green for a reason of their own.
    [Fact]
    public async Task With_both_taken_out_it_is_seen()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, static b => b.Services.AddSingleton<IFrameGuards>(new OpenGuards(isAsked: false, isAnswered: false)));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex"));
        Assert.Contains("canary-acme-layers", (await globex.CallAsync("chat.history", $$"""{"sessionKey":"{{Foreign}}"}""")).GetRawText(), StringComparison.Ordinal);
    }

    // Row 1.26: the foreign one and the one that there is not are one answer, and what reaches the gateway is the asker's own.
    [Fact]
    public async Task Own_foreign_and_absent_on_every_method_that_names_a_session()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await HavingAsync();
        var spy = new OpenGuards(isAsked: true, isAnswered: true);
        await using IngressHost open = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient globex = await FrameClient.ConnectAsync(open, PlainDoor.Credential("globex", "operator.admin"));
        Assert.True((await globex.CallAsync("sessions.create", """{"key":"layers"}""")).GetProperty("ok").GetBoolean());
        foreach (string method in (string[])["chat.history", "chat.abort", "sessions.describe", "sessions.resolve", "sessions.preview", "sessions.messages.subscribe", "sessions.messages.unsubscribe", "sessions.patch", "sessions.abort", "sessions.reset", "sessions.delete"])
        {
            string Named(string key) => method.StartsWith("chat.", StringComparison.Ordinal) ? $$"""{"sessionKey":"{{key}}"}""" : method == "sessions.preview" ? $$"""{"keys":["{{key}}"]}""" : $$"""{"key":"{{key}}"}""";
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

    private static (string Method, string Parameters)[] Questions =>
    [
        ("chat.history", $$"""{"sessionKey":"{{Foreign}}"}"""),
        ("sessions.describe", $$"""{"key":"{{Foreign}}","includeLastMessage":true}"""),
        ("sessions.preview", $$"""{"keys":["{{Foreign}}"]}"""),
        ("sessions.resolve", $$"""{"key":"{{Foreign}}"}"""),
        ("sessions.list", $$"""{"agentId":"{{RealShared.Agent("acme")}}","includeLastMessage":true}"""),
        ("sessions.messages.subscribe", $$"""{"key":"{{Foreign}}"}"""),
    ];

    // A session of acme's with a canary in it.
    private async Task<FrameClient> HavingAsync()
    {
        FrameClient acme = await world.Shared.ConnectAsync("acme");
        await acme.CallAsync("sessions.create", """{"key":"layers"}""");
        await TurnAsync(acme, "canary-acme-layers");
        return acme;
    }

    private static async Task TurnAsync(FrameClient client, string canary)
    {
        JsonElement sent = await client.CallAsync("chat.send", $$"""{"sessionKey":"layers","message":"say {{canary}}","idempotencyKey":"layers-{{Guid.NewGuid():N}}"}""");
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
