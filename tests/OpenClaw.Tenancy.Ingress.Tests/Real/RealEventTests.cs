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

    // Each kind of what is told of sessions. Of tools a gateway tells a subscriber of all sessions so, unless he says that he takes them as a run's own.
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal) { "chat", "agent", "session.message", "session.tool", "sessions.changed" };

    [Fact]
    public async Task Turns_of_two_tenants_at_once_are_told_to_each_its_own()
    {
        RealPrograms.SkipWhereAbsent();
        long began = Stopwatch.GetTimestamp();
        string[] seen = await Task.WhenAll(((string[])["acme", "globex"]).Select(async tenant =>
        {
            using FrameClient client = await FrameClient.ConnectAsync(world.Shared.Host, PlainDoor.Credential(tenant, milliseconds: 3_600_000));
            await client.OkAsync("sessions.subscribe");
            for (int i = 0; i < Turns; i++)
            {
                // A session for each twenty: the model is told all of it with each turn. In the first of them it uses a tool.
                string session = string.Create(CultureInfo.InvariantCulture, $"agent:main:turns-{i / 20}");
                bool isFirst = i % 20 == 0;
                if (isFirst)
                {
                    await client.OkAsync("sessions.messages.subscribe", $$"""{"key":"{{session}}"}""");
                }

                string canary = string.Create(CultureInfo.InvariantCulture, $"canary-{tenant}{(isFirst ? "-read" : string.Empty)}-{i}");
                await client.OkAsync("chat.send", string.Create(CultureInfo.InvariantCulture, $$"""{"sessionKey":"{{session}}","message":"say {{canary}}","idempotencyKey":"many-{{i}}"}"""));
                Assert.Contains(canary, await RealCells.FinalAsync(client, session, world.Shared.Gateway), StringComparison.Ordinal);
            }

            JsonElement[] events = [.. client.Seen.Select(static f => JsonDocument.Parse(f).RootElement).Where(static f => f.GetProperty("type").GetString() == "event")];
            Assert.Superset(Kinds, events.Select(static e => e.GetProperty("event").GetString()!).ToHashSet(StringComparer.Ordinal));
            Assert.Contains(events, e => e.GetProperty("event").GetString() == "session.tool" && e.GetRawText().Contains($"canary-{tenant}-read-", StringComparison.Ordinal));
            long[] numbers = [.. events.Where(static f => f.TryGetProperty("seq", out _)).Select(static f => f.GetProperty("seq").GetInt64())];

            // Its own events without a gap: what the other is told meanwhile is not counted.
            Assert.True(numbers.Length >= Turns);
            Assert.Equal(Enumerable.Range(1, numbers.Length).Select(static n => (long)n), numbers);
            return string.Join('\n', client.Seen);
        }));
        Assert.DoesNotContain("canary-globex", seen[0], StringComparison.Ordinal);
        Assert.DoesNotContain("canary-acme", seen[1], StringComparison.Ordinal);
        output.WriteLine($"{2 * Turns} turns of two tenants at once, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s.");
    }
}
