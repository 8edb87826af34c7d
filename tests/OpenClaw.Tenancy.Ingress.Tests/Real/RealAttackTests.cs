using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>A tenant of a shared real gateway looks for signs of the other: by names that both use, by names that only the other has, and by what belongs to everybody.</summary>
[Collection(RealCollection.Name)]
public sealed class RealAttackTests(SharedWorld world)
{
    [Fact]
    public async Task Name_that_the_other_has_is_as_free_as_one_that_nobody_has()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await world.Shared.ConnectAsync("acme");

        // A gateway lets admins alone delete a session that is not archived.
        using FrameClient globex = await world.Shared.ConnectAsync("globex", "operator.admin");
        await acme.OkAsync("sessions.create", """{"key":"twins","label":"label-of-acme-alone"}""");
        await globex.OkAsync("sessions.create", """{"key":"twins","label":"label-of-acme-alone"}""");
        await globex.OkAsync("sessions.patch", """{"key":"twins","label":"label-that-nobody-has"}""");
        await globex.OkAsync("sessions.patch", """{"key":"twins","label":"label-of-acme-alone"}""");
        Assert.Equal(1, (await globex.OkAsync("sessions.list", """{"label":"label-of-acme-alone"}""")).GetProperty("sessions").GetArrayLength());
        await globex.OkAsync("sessions.patch", """{"key":"twins","label":"label-of-globex"}""");
        foreach (string filter in (string[])["label", "search"])
        {
            Assert.Equal(0, (await globex.OkAsync("sessions.list", $$"""{"{{filter}}":"label-of-acme-alone"}""")).GetProperty("sessions").GetArrayLength());
        }

        await globex.OkAsync("sessions.delete", """{"key":"twins","deleteTranscript":true}""");
        Assert.Contains("label-of-acme-alone", (await acme.OkAsync("sessions.describe", """{"key":"twins"}""")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_name_of_a_run_is_a_run_for_each()
    {
        RealPrograms.SkipWhereAbsent();
        string[] seen = await Task.WhenAll(((string[])["acme", "globex"]).Select(async tenant =>
        {
            using FrameClient client = await world.Shared.ConnectAsync(tenant);
            JsonElement sent = await client.OkAsync("chat.send", $$"""{"sessionKey":"runs","message":"say canary-{{tenant}}-run","idempotencyKey":"one-name"}""");
            Assert.Equal("one-name", sent.GetProperty("runId").GetString());
            Assert.Equal("final", (await RealCells.EndAsync(client, "agent:main:runs")).State);
            JsonElement waited = await client.OkAsync("agent.wait", """{"runId":"one-name","timeoutMs":5000}""");
            Assert.Equal("one-name", waited.GetProperty("runId").GetString());
            foreach (string name in (string[])["~one-name", $"{RealShared.Agent("acme")}.one-name", $"~{RealShared.Agent("acme")}.one-name"])
            {
                Assert.Equal("invalid_request", (await client.CallAsync("chat.send", $$"""{"sessionKey":"runs","message":"m","idempotencyKey":"{{name}}"}""")).GetProperty("error").GetProperty("code").GetString());
            }

            return string.Join('\n', client.Seen);
        }));
        Assert.DoesNotContain("canary-globex", seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("canary-acme", seen[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("global")]
    [InlineData("unknown")]
    [InlineData("main")]
    [InlineData("current")]
    [InlineData("subagent:main")]
    [InlineData("direct:alice")]
    public async Task Word_that_a_gateway_reads_in_its_own_way_is_the_tenants_own_session(string rest)
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await world.Shared.ConnectAsync("acme");
        using FrameClient globex = await world.Shared.ConnectAsync("globex");
        string key = $"agent:main:{rest}";
        JsonElement sent = await acme.CallAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-acme-word","idempotencyKey":"word-{{Guid.NewGuid():N}}"}""");
        if (sent.GetProperty("ok").GetBoolean())
        {
            Assert.Equal("final", (await RealCells.EndAsync(acme, key)).State);
        }

        await globex.CallAsync("chat.history", $$"""{"sessionKey":"{{key}}"}""");
        await globex.CallAsync("sessions.list", """{"includeLastMessage":true,"includeDerivedTitles":true}""");
        await globex.CallAsync("sessions.describe", $$"""{"key":"{{key}}","includeLastMessage":true}""");
        Assert.DoesNotContain("canary-acme", string.Join('\n', globex.Seen), StringComparison.Ordinal);
    }

    // Rows 5.20 and 5.35: accounts of channels are a gateway's, and whose they are it does not say. So on a shared one nobody has them.
    [Fact]
    public async Task Channels_of_a_shared_gateway_are_nobodys()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient globex = await world.Shared.ConnectAsync("globex", "operator.admin");
        foreach (string method in (string[])["channels.status", "channels.start", "channels.stop", "channels.logout", "send", "poll", "message.action", "web.login.start", "config.get", "config.set"])
        {
            Assert.Equal("not_found", (await globex.CallAsync(method, """{"channel":"telegram","accountId":"default"}""")).GetProperty("error").GetProperty("code").GetString());
        }

        JsonElement events = globex.Hello.GetProperty("features").GetProperty("events");
        Assert.DoesNotContain(events.EnumerateArray(), static e => e.GetString()!.StartsWith("channel", StringComparison.Ordinal));
    }
}
