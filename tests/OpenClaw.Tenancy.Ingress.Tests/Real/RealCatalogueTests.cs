using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Methods;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The ingress's list of methods beside the real gateway's own, and what a cell answers to the own tenant alone.</summary>
[Collection(RealCollection.Name)]
public sealed class RealCatalogueTests(RealCells cells)
{
    // The gateway has them, and the list, which is of a protocol before it, has not: each takes the admin's scope.
    private static readonly string[] Unlisted =
    [
        "browser.request", "canvas.document.preview", "canvas.document.view", "claws.monitors", "claws.packages.remove",
        "computer.invoke", "computer.status", "controlUi.githubDetail", "controlUi.linkPreview", "controlUi.sessionPullRequests.checks",
        "desktop.release", "diagnostics.cpuProfile", "diagnostics.heapProfile", "environments.prepare", "environments.session.create",
        "environments.session.destroy", "environments.session.exec", "environments.session.status", "gateway.suspend.handoff",
        "github.detail", "github.image", "github.preview", "memory.sessionBackfill.apply", "memory.sessionBackfill.preview",
        "memory.sessionBackfill.rollback", "mentions.dismiss", "mentions.list", "models.authLogin", "models.authOrderSet",
        "models.authRefresh", "models.authSetApiKey", "plugins.catalog.browse", "plugins.catalog.categories", "plugins.catalog.get",
        "plugins.controlUi.list", "plugins.controlUi.reload", "plugins.controlUi.report", "plugins.controlUi.status",
        "plugins.credentials.inspect", "plugins.reload", "plugins.skills.read", "progressCard.refresh", "session.publicShare.set",
        "sessions.activitySummary.ensure", "sessions.providerReview.continue", "sessions.setInvolvement", "sessions.storage.run",
        "sessions.storage.status", "skills.workshop.read", "talk.voice.complete", "talk.voice.get", "talk.voice.set", "tasks.history",
        "themes.get", "themes.import", "themes.list", "themes.set", "transcripts.export", "transcripts.get", "transcripts.list",
        "transcripts.status", "transcripts.summarize", "update.report", "update.runs.get", "update.runs.list", "users.authConnect.answer",
        "users.authConnect.cancel", "users.authConnect.catalog", "users.authConnect.start", "users.authConnect.status",
        "users.linkAuthProfile", "users.linkChannelIdentity", "users.listAuthLinks", "users.listChannelIdentities",
        "users.listModelAccounts", "users.mentionable", "users.selectModelAccount", "users.unlinkAuthProfile",
        "users.unlinkChannelIdentity", "webSearch.status", "webSearch.test",
    ];

    // The list has them, and the gateway's hello says nothing of them: it answers some, such as sessions.resolve, and others are for its nodes.
    private static readonly string[] Unoffered =
    [
        "assistant.media.get", "chat.inject", "config.openFile", "connect", "device.pair.setupCode", "device.pair.setupStatus",
        "nativeHook.invoke", "node.runnerInventory.update", "poll", "push.test", "push.web.subscribe", "push.web.test",
        "push.web.unsubscribe", "push.web.vapidPublicKey", "sessions.compaction.branch", "sessions.compaction.list",
        "sessions.compaction.restore", "sessions.get", "sessions.resolve", "sessions.steer", "sessions.usage", "sessions.usage.logs",
        "sessions.usage.timeseries", "web.login.start", "web.login.wait",
    ];

    [Fact]
    public async Task List_and_gateway_name_the_same_methods()
    {
        RealPrograms.SkipWhereAbsent();
        (FrameClient owner, JsonElement hello) = await RealShared.OwnerAsync(cells.A);
        using FrameClient closes = owner;
        MethodCatalog catalog = cells.Host.Services.GetRequiredService<MethodCatalog>();
        string[] gateways = [.. hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()!)];
        string[] listed = [.. catalog.Names, .. catalog.Withheld];
        Assert.Equal(string.Join(' ', Unlisted), string.Join(' ', gateways.Except(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        Assert.Equal(string.Join(' ', Unoffered), string.Join(' ', listed.Except(gateways, StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        Assert.All(Unlisted, method => Assert.Equal("operator.admin", catalog.ActionOf(method).RequiredScope));
        Assert.Equal(listed.Length, listed.Distinct(StringComparer.Ordinal).Count());

        // A client is told of the list's, without what no tenant may call; also of what the gateway itself says nothing of.
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme", "operator.admin"));
        string[] told = [.. acme.Hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()!)];
        Assert.DoesNotContain(told, catalog.Withheld.Contains);
        Assert.Empty(told.Except(gateways, StringComparer.Ordinal).Except(Unoffered, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_cell_hides_stays_hidden()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme", "operator.admin"));
        foreach (string method in (string[])["health", "status", "sessions.list", "agents.list", "config.get", "models.list", "tools.catalog", "system-presence", "node.list", "channels.status"])
        {
            await acme.OkAsync(method);
        }

        string text = string.Join('\n', acme.Seen);
        foreach (string secret in (string[])[cells.A.Token, cells.A.ModelKey, "1:token-of-acme", "\"stateDir\"", "\"configPath\"", "\"deviceToken\"", "\"controlUiUrl\""])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    // Row 5.20: an account of a channel is its cell's.
    [Fact]
    public async Task Accounts_of_channels_are_those_of_the_own_cell()
    {
        RealPrograms.SkipWhereAbsent();
        foreach ((string own, string other) in ((string, string)[])[("acme", "globex"), ("globex", "acme")])
        {
            using FrameClient client = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential(own, "operator.admin"));
            JsonElement accounts = (await client.OkAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram");
            Assert.Equal([RealCells.AccountOf(own)], accounts.EnumerateArray().Select(static a => a.GetProperty("accountId").GetString()!));
            string all = string.Join('\n', client.Seen);
            Assert.DoesNotContain(RealCells.AccountOf(other), all, StringComparison.Ordinal);
            Assert.DoesNotContain($"Desk of {other}", all, StringComparison.Ordinal);
        }
    }
}
