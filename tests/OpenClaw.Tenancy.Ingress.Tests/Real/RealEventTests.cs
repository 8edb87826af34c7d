using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>What a shared real gateway tells everybody reaches whom it belongs to, however much there is of it.</summary>
[Collection(RealCollection.Name)]
public sealed class RealEventTests(SharedWorld world, ITestOutputHelper output)
{
    private static readonly int Turns = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 500 : 3;

    [Fact]
    public async Task Turns_of_two_tenants_at_once_are_told_to_each_its_own()
    {
        RealPrograms.SkipWhereAbsent();
        long began = Stopwatch.GetTimestamp();
        string[] seen = await Task.WhenAll(((string[])["acme", "globex"]).Select(async tenant =>
        {
            using FrameClient client = await FrameClient.ConnectAsync(world.Shared.Host, PlainDoor.Credential(tenant, milliseconds: 3_600_000));
            for (int i = 0; i < Turns; i++)
            {
                // A session for each twenty: the model is told all of it with each turn.
                string session = string.Create(CultureInfo.InvariantCulture, $"agent:main:turns-{i / 20}");
                await OkAsync(client, "chat.send", string.Create(CultureInfo.InvariantCulture, $$"""{"sessionKey":"{{session}}","message":"say canary-{{tenant}}-{{i}}","idempotencyKey":"many-{{i}}"}"""));
                (string state, string text) = await RealCells.EndAsync(client, session);
                Assert.Equal("final", state);
                Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"canary-{tenant}-{i}"), text, StringComparison.Ordinal);
            }

            long[] numbers = [.. client.Seen.Select(static f => JsonDocument.Parse(f).RootElement).Where(static f => f.TryGetProperty("seq", out _)).Select(static f => f.GetProperty("seq").GetInt64())];

            // Its own events without a gap: what the other is told meanwhile is not counted.
            Assert.True(numbers.Length >= Turns);
            Assert.Equal(Enumerable.Range(1, numbers.Length).Select(static n => (long)n), numbers);
            return string.Join('\n', client.Seen);
        }));
        Assert.DoesNotContain("canary-globex", seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("canary-acme", seen[1], StringComparison.Ordinal);
        output.WriteLine($"{2 * Turns} turns of two tenants at once, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s.");
    }

    private static async Task OkAsync(FrameClient client, string method, string parameters)
    {
        JsonElement answer = await client.CallAsync(method, parameters);
        Assert.True(answer.GetProperty("ok").GetBoolean(), method + answer.GetRawText());
    }
}
