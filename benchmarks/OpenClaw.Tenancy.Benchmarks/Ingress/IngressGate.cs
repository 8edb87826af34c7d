using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using OpenClaw.Tenancy.Benchmarks.Gate;

namespace OpenClaw.Tenancy.Benchmarks.Ingress;

/// <summary>What the relay costs beside a direct connection to the same gateway: each frame of a cell, each frame of a shared gateway with its names mapped, and a request over HTTP.</summary>
internal static class IngressGate
{
    private const int Rounds = 4_000;
    private const int Samples = 5;

    // Of a plain frame, on its way through the ingress: read, decided, guarded and written.
    private const double MostBytes = 1024;

    public static void Run(GateReport report)
    {
        FramesAsync(report, "cell", isShared: false).GetAwaiter().GetResult();
        FramesAsync(report, "shared", isShared: true).GetAwaiter().GetResult();
        RequestsAsync(report).GetAwaiter().GetResult();
    }

    private static async Task FramesAsync(GateReport report, string form, bool isShared)
    {
        await using RelayWorld world = await RelayWorld.StartAsync(isShared);
        using FrameRounds direct = await FrameRounds.OpenAsync(world.Gateway.Address, "any"), relayed = await FrameRounds.OpenAsync(world.Address, "acme");
        List<double> directTimes = [], relayedTimes = [], bytes = [];
        await direct.GoAsync(Rounds);
        await relayed.GoAsync(Rounds);
        for (int i = 0; i < Samples; i++)
        {
            (double directTime, double directBytes) = await direct.GoAsync(Rounds);
            (double relayedTime, double relayedBytes) = await relayed.GoAsync(Rounds);
            directTimes.Add(directTime);
            relayedTimes.Add(relayedTime);
            bytes.Add((relayedBytes - directBytes) / FrameRounds.Frames);
        }

        report.Show($"ingress.{form}.direct.time", Median(directTimes), "us/round");
        report.Show($"ingress.{form}.relayed.time", Median(relayedTimes), "us/round");
        report.Show($"ingress.{form}.added-latency", (Median(relayedTimes) - Median(directTimes)) / FrameRounds.Frames, "us/frame");
        report.AtMost($"ingress.{form}.bytes-per-frame", Median(bytes), "B/frame", MostBytes);
    }

    private static async Task RequestsAsync(GateReport report)
    {
        await using RelayWorld world = await RelayWorld.StartAsync(isShared: false);
        using HttpClient direct = Client(world.Gateway.Address, "any"), relayed = Client(world.Address, "acme");
        List<double> directTimes = [], relayedTimes = [];
        for (int i = 0; i <= Samples; i++)
        {
            double directTime = await PostAsync(direct), relayedTime = await PostAsync(relayed);
            if (i > 0)
            {
                directTimes.Add(directTime);
                relayedTimes.Add(relayedTime);
            }
        }

        report.Show("ingress.http.direct.time", Median(directTimes), "us");
        report.Show("ingress.http.relayed.time", Median(relayedTimes), "us");
    }

    private static HttpClient Client(string address, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<double> PostAsync(HttpClient client)
    {
        List<double> times = [];
        for (int i = 0; i < Rounds / 10; i++)
        {
            using var content = new StringContent("""{"messages":[]}""", Encoding.UTF8, "application/json");
            long began = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content);
            await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
