using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>What the ingress adds to a request beside a direct connection to the same real gateway. The times are printed; that each answer is the gateway's is asserted.</summary>
/// <remarks>Bytes, and times without a real gateway's own, are in the gate of the benchmarks.</remarks>
[Collection(RealCollection.Name)]
public sealed class RealCostTests(RealCells cells, SharedWorld world, ITestOutputHelper output)
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 1_000 : 100;

    [Fact]
    public async Task Frame_costs_little_beside_a_direct_one()
    {
        RealPrograms.SkipWhereAbsent();
        foreach ((string form, RealGateway gateway, IngressHost host, string key) in ((string, RealGateway, IngressHost, string)[])[
            ("a cell", cells.A, cells.Host, "agent:main:cost"),
            ("a shared gateway", world.Shared.Gateway, world.Shared.Host, $"agent:{RealShared.Agent("acme")}:cost")])
        {
            using FrameClient direct = (await RealShared.OwnerAsync(gateway)).Owner, relayed = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme"));
            await relayed.OkAsync("sessions.create", """{"key":"agent:main:cost"}""");
            List<double> directly = [], through = [];
            for (int i = 0; i < Rounds; i++)
            {
                directly.Add(await TimeAsync(() => AskAsync(direct, key)));
                through.Add(await TimeAsync(() => AskAsync(relayed, "agent:main:cost")));
            }

            Print($"A request and its answer to {form}", directly, through);
        }
    }

    [Fact]
    public async Task Http_request_costs_little_beside_a_direct_one()
    {
        RealPrograms.SkipWhereAbsent();
        using HttpClient direct = Client(new Uri(cells.A.Address), cells.A.Token), relayed = Client(cells.Host.Address, PlainDoor.Credential("acme", "operator.admin"));
        List<double> directly = [], through = [];
        string? answer = null;
        for (int i = 0; i < Rounds; i++)
        {
            directly.Add(await TimeAsync(async () => answer = await direct.GetStringAsync(new Uri("/v1/models", UriKind.Relative))));
            through.Add(await TimeAsync(async () => Assert.Equal(answer, await relayed.GetStringAsync(new Uri("/v1/models", UriKind.Relative)))));
        }

        Print("An HTTP request to a cell", directly, through);
    }

    private static async Task AskAsync(FrameClient client, string key) =>
        Assert.Equal(key, (await client.OkAsync("sessions.describe", $$"""{"key":"{{key}}"}""")).GetProperty("session").GetProperty("key").GetString());

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static HttpClient Client(Uri address, string token)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private void Print(string what, List<double> directly, List<double> through)
    {
        directly.Sort();
        through.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {directly[Rounds / 2]:0.00} ms directly, {through[Rounds / 2]:0.00} ms through the ingress (medians of {Rounds})."));
    }
}
