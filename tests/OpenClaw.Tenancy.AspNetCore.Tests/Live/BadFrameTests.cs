using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>What a peer may send, and what becomes of everything else.</summary>
public sealed class BadFrameTests
{
    [Theory]
    [InlineData("""{"op":"who","tenant":"globex"}""")]
    [InlineData("""{"op":"who","tenant_id":"globex"}""")]
    [InlineData("""{"op":"who","Tenant-ID":"globex"}""")]
    [InlineData("""{"op":"who","params":{"deep":[{"tenantId":"globex"}]}}""")]
    [InlineData("""{"op":"who","t\u0065nant":"globex"}""")]
    [InlineData("""{"op":"who","tenant":"acme","tenant":"globex"}""")]
    [InlineData("""{"op":"who","tenant":"ACME"}""")]
    [InlineData("""{"op":"who","tenant":["acme"]}""")]
    [InlineData("""{"op":"who","tenant":null}""")]
    [InlineData("""{"op":"who","tenant":7}""")]
    [InlineData("""[{"x-tenant-id":"globex"}]""")]
    public async Task Frame_that_names_another_tenant_is_refused(string frame)
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await host.ConnectAsync("acme");

        await peer.SendAsync(frame);

        Assert.Equal((1008, "selector_mismatch"), await peer.ClosedAsync());
        Assert.Equal(["selector_mismatch"], host.Refusals("acme"));
        Assert.Empty(host.Refusals("globex"));
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task Frame_that_names_its_own_tenant_agrees()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await host.ConnectAsync("acme");
        Assert.Equal("acme", (await peer.AskAsync("""{"op":"who","tenant":"acme","params":{"message":"tenant globex","tenant\n":1}}""")).GetProperty("tenant").GetString());
    }

    public static TheoryData<string, int, string> Malformed => new()
    {
        { "{", 1007, "invalid_request" },
        { "", 1007, "invalid_request" },
        { "{} {}", 1007, "invalid_request" },
        { "{\"op\":\"who\",}", 1007, "invalid_request" },
        { "/* */{}", 1007, "invalid_request" },
        { new string('[', 100) + new string(']', 100), 1007, "invalid_request" },
        { "{\"op\":\"" + new string('x', 2000) + "\"}", 1009, "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_and_oversized_frames_end_the_connection(string frame, int status, string reason)
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxMessageBytes = 1_000);
        using Peer peer = await host.ConnectAsync("acme");

        await peer.SendAsync(frame);

        Assert.Equal((status, reason), await peer.ClosedAsync());
        Assert.Equal([reason], host.Refusals("acme"));
        await LiveHost.UntilAsync(() => host.Connections.Count == 0);
    }

    [Fact]
    public async Task Binary_and_ill_formed_text_end_the_connection()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer binary = await host.ConnectAsync("acme");
        await binary.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Equal(1007, (await binary.ClosedAsync()).Status);

        using Peer parts = await host.ConnectAsync("acme");
        await parts.SendAsync(Encoding.UTF8.GetBytes("{\"op\":"), end: false);
        await parts.SendAsync(Encoding.UTF8.GetBytes("\"who\"}"));
        Assert.Equal("acme", (await parts.ReceiveJsonAsync()).GetProperty("tenant").GetString());
    }

    [Fact]
    public async Task Endless_message_in_parts_is_cut_at_its_bound()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxMessageBytes = 10_000);
        using Peer peer = await host.ConnectAsync("acme");
        for (int i = 0; i < 3; i++)
        {
            await peer.SendAsync(new byte[4_000], end: false);
        }

        Assert.Equal((1009, "invalid_request"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Endless_message_of_empty_parts_is_cut()
    {
        await using LiveHost host = await LiveHost.StartAsync();
        using Peer peer = await host.ConnectAsync("acme");
        await peer.SendAsync([], end: false);
        await peer.SendAsync("""{"op":"who"}""");
        Assert.Equal("acme", (await peer.ReceiveJsonAsync()).GetProperty("tenant").GetString());

        for (int i = 0; i < 20; i++)
        {
            await peer.SendAsync([], end: false);
        }

        Assert.Equal((1007, "invalid_request"), await peer.ClosedAsync());
        Assert.Equal(["invalid_request"], host.Refusals("acme"));
    }

    [Fact]
    public async Task One_message_too_many_in_a_second_ends_the_connection()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxMessagesPerSecond = 5);
        using Peer peer = await host.ConnectAsync("acme");
        for (int i = 0; i < 20; i++)
        {
            await peer.SendAsync("""{"op":"x"}""");
        }

        Assert.Equal((1008, "rate_limited"), await peer.ClosedAsync());
        Assert.Equal(["rate_limited"], host.Refusals("acme"));
    }

    [Fact]
    public async Task Clock_that_is_set_back_ends_nobody_and_opens_one_second_anew()
    {
        var time = new SetTime();
        await using LiveHost host = await LiveHost.StartAsync(static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond) = (1_000, 40), tenancy: b => b.Services.AddSingleton<TimeProvider>(time));
        using Peer peer = await host.ConnectAsync("acme", milliseconds: 280_000);
        for (int i = 0; i < 30; i++)
        {
            await peer.AskAsync("""{"op":"x"}""");
        }

        time.Set(TimeSpan.FromHours(-1));
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal("x", (await peer.AskAsync("""{"op":"x"}""")).GetProperty("op").GetString());
        }

        for (int i = 0; i < 200; i++)
        {
            await peer.SendAsync("""{"op":"x"}""");
        }

        Assert.Equal((1008, "rate_limited"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Bytes_of_a_second_are_bounded()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxBytesPerSecond = 2_000);
        using Peer peer = await host.ConnectAsync("acme");
        for (int i = 0; i < 10; i++)
        {
            await peer.SendAsync($$"""{"op":"{{new string('x', 900)}}"}""");
        }

        Assert.Equal((1008, "rate_limited"), await peer.ClosedAsync());
    }

    [Fact]
    public async Task Messages_of_a_tenants_connections_are_bounded_together_and_other_tenants_are_not_touched()
    {
        await using LiveHost host = await LiveHost.StartAsync(static o => o.MaxTenantMessagesPerSecond = 10);
        Peer[] acme = [await host.ConnectAsync("acme", "a"), await host.ConnectAsync("acme", "b"), await host.ConnectAsync("acme", "c")];
        using Peer globex = await host.ConnectAsync("globex");
        for (int i = 0; i < 10; i++)
        {
            await acme[i % 2].SendAsync("""{"op":"x"}""");
        }

        for (int i = 0; i < 20; i++)
        {
            await acme[2].SendAsync("""{"op":"x"}""");
        }

        Assert.Equal((1008, "rate_limited"), await acme[2].ClosedAsync());
        Assert.Equal("globex", (await globex.AskAsync("""{"op":"who"}""")).GetProperty("tenant").GetString());
        Array.ForEach(acme, static p => p.Dispose());
    }

    [Fact]
    public void Which_members_select_is_said_by_the_options()
    {
        using WebApplication app = TestApp.Build(static _ => { }, static b => b.AddLiveConnections(static o => o.SelectorMembers.Add("org")));
        FrameSelectors selectors = app.Services.GetRequiredService<FrameSelectors>();

        Assert.True(selectors.Selects("ORG"));
        Assert.True(selectors.Selects("tenant"));
        Assert.False(selectors.Selects("tenants"));
        Assert.Throws<ArgumentNullException>(() => selectors.Check("{}"u8, (VerifiedTenantClaim)null!));
    }
}
