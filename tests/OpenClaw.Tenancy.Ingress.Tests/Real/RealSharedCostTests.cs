using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>What a tenant more costs on a shared real gateway: memory of the gateway and its children, and time. Printed; the sums are the page's.</summary>
[Collection(RealPageCollection.Name)]
public sealed class RealSharedCostTests(ITestOutputHelper output)
{
    private static readonly int[] Steps = [1, 10, 30];

    // It frees what it no longer needs only some time after it was asked.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    private const int Tries = 200;

    [Fact]
    public async Task Tenants_are_added_and_each_takes_a_turn()
    {
        RealPrograms.SkipWhereAbsent();
        string[] tenants = [.. Enumerable.Range(1, Steps[^1]).Select(static i => string.Create(CultureInfo.InvariantCulture, $"tenant-{i}"))];
        await using ModelServer model = await ModelServer.StartAsync();
        await using RealGateway gateway = await RealGateway.StartAsync(model);
        await using IngressHost host = await RealShared.BeforeAsync(gateway, null, tenants);
        using FrameClient owner = (await RealShared.OwnerAsync(gateway)).Owner;
        double idle = await MemoryAsync(gateway);
        Say($"Ready after {gateway.Started.TotalSeconds:0.0} s, {idle:0} MiB.");

        // The gateway's own first turn loads what every turn needs.
        double first = await TimeAsync(() => TurnAsync(owner, "agent:main:first"));
        double before = await MemoryAsync(gateway), last = before;
        Say($"The gateway's own first turn: {first:0.0} s, then {before:0} MiB.");
        var made = new List<double>();
        var turned = new List<double>();
        foreach (int step in Steps)
        {
            foreach (string tenant in tenants[made.Count..step])
            {
                made.Add(await TimeAsync(() => RealShared.MakeAgentAsync(owner, tenant)));
                using FrameClient client = await FrameClient.ConnectAsync(host, PlainDoor.Credential(tenant));
                turned.Add(await TimeAsync(() => TurnAsync(client, "agent:main:first")));
            }

            last = await MemoryAsync(gateway);
            Say($"{step} tenants: {last:0} MiB, {(last - before) / step:0.0} MiB for each; an agent was made in {Median(made):0.00} s, its first turn took {Median(turned):0.00} s (medians).");
        }

        Assert.Equal(tenants.Length, turned.Count);
        Assert.Equal(tenants.Length + 1, model.Asked.Count());
        Assert.True(last / (tenants.Length + 1) < idle, "A tenant costs what a gateway costs.");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> MemoryAsync(RealGateway gateway)
    {
        await Task.Delay(Rest);
        return gateway.ResidentBytes() / 1024d / 1024d;
    }

    private static async Task TurnAsync(FrameClient client, string session)
    {
        string request = $$"""{"sessionKey":"{{session}}","message":"say canary-cost","idempotencyKey":"{{Guid.NewGuid():N}}"}""";
        JsonElement sent = await client.CallAsync("chat.send", request);

        // A gateway answers that it has made an agent before it has read its configuration again, and knows no such agent until it has.
        for (int i = 0; i < Tries && !sent.GetProperty("ok").GetBoolean(); i++)
        {
            await Task.Delay(Wait);
            sent = await client.CallAsync("chat.send", request);
        }

        Assert.True(sent.GetProperty("ok").GetBoolean(), sent.GetRawText());
        Assert.Equal("final", (await RealCells.EndAsync(client, session)).State);
    }

    private void Say(FormattableString what) => output.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
