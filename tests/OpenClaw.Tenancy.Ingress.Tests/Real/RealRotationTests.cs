using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The credential of a real cell is changed while turns are under way: in the store first, in the gateway first, and in a gateway that takes it while it runs.</summary>
[Collection(RealCollection.Name)]
public sealed class RealRotationTests(RealCells cells)
{
    [Fact]
    public async Task Turn_comes_to_its_end_over_two_rotations_of_the_store()
    {
        RealPrograms.SkipWhereAbsent();
        await BeginAnewAsync();
        int refused = cells.Host.Refusals("acme").Length;
        using FrameClient acme = await ConnectAsync("acme");
        SlowTurn turn = await SlowTurn.BeginAsync(acme, cells.Model, "rotated");
        await cells.Host.RotateAsync("acme", "the-next-token-that-the-gateway-has-not-got-yet");

        // The open connection goes on, and a new one is let in by the version before.
        using FrameClient second = await ConnectAsync("acme");
        await second.OkAsync("sessions.list");
        await cells.Host.RotateAsync("acme", cells.A.Token);
        using FrameClient third = await ConnectAsync("acme");
        await turn.EndAsync(cells.A);
        await turn.FoundAsync(third);
        Assert.Equal(refused, cells.Host.Refusals("acme").Length);
    }

    [Fact]
    public async Task Turn_comes_to_its_end_in_a_gateway_that_takes_another_token_meanwhile()
    {
        RealPrograms.SkipWhereAbsent();
        await BeginAnewAsync();
        using FrameClient globex = await ConnectAsync("globex");
        SlowTurn others = await SlowTurn.BeginAsync(globex, cells.Model, "taken-meanwhile-globex");
        using FrameClient acme = await ConnectAsync("acme");
        SlowTurn turn = await SlowTurn.BeginAsync(acme, cells.Model, "taken-meanwhile-acme");
        string before = cells.A.Token, next = RealGateway.NewToken();
        await cells.Host.RotateAsync("acme", next);
        using FrameClient between = await ConnectAsync("acme");
        cells.A.ChangeToken(next);

        // A gateway lets go of those who came by the old one. The turn is its own, and is found by the next connection.
        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        Assert.Equal((1011, "dependency_unavailable"), await between.ClosedAsync());
        await Task.Delay(50);
        using FrameClient again = await ConnectAsync("acme");
        await turn.FoundAsync(again);
        await others.EndAsync(cells.B);
        Assert.All(acme.Seen.Concat(again.Seen), text => Assert.False(text.Contains(before, StringComparison.Ordinal) || text.Contains(next, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_gateway_that_changes_its_token_first_is_reached_again_once_the_store_has_it()
    {
        RealPrograms.SkipWhereAbsent();
        await BeginAnewAsync();
        const string key = "agent:main:gateway-first";
        string before = cells.A.Token;
        using FrameClient globex = await ConnectAsync("globex");
        SlowTurn others = await SlowTurn.BeginAsync(globex, cells.Model, "gateway-first-globex");
        using (FrameClient acme = await ConnectAsync("acme"))
        {
            await acme.OkAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-acme-first","idempotencyKey":"gateway-first"}""");
            await RealCells.FinalAsync(acme, key, cells.A);
            await cells.A.StopAsync();
            Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        }

        cells.A.ChangeToken(RealGateway.NewToken());
        await cells.A.OpenAsync();

        // Neither version that the store has opens it. It is asked twice and no more, and the other tenant goes on.
        await Task.Delay(50);
        Assert.Equal((1011, "dependency_unavailable"), await FrameClient.RefusedAsync(cells.Host, "acme"));
        await others.EndAsync(cells.B);
        await cells.Host.RotateAsync("acme", cells.A.Token);
        await Task.Delay(50);
        using FrameClient again = await ConnectAsync("acme");
        Assert.Contains("say canary-acme-first", (await again.OkAsync("chat.history", $$"""{"sessionKey":"{{key}}"}""")).GetRawText(), StringComparison.Ordinal);
        await again.OkAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-acme-then","idempotencyKey":"gateway-then"}""");
        await RealCells.FinalAsync(again, key, cells.A);
        Assert.All(again.Seen, text => Assert.False(text.Contains(before, StringComparison.Ordinal) || text.Contains(cells.A.Token, StringComparison.Ordinal)));
    }

    // One version, which the gateway has: a secret keeps no more than four of its rotations at a time.
    private Task BeginAnewAsync() => cells.Host.PutAsync("acme", cells.A.Token);

    private Task<FrameClient> ConnectAsync(string tenant) => FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential(tenant));
}
