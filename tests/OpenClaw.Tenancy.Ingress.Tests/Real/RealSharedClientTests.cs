using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The official client of two tenants on one real gateway, at the same time.</summary>
[Collection(RealCollection.Name)]
public sealed class RealSharedClientTests(SharedWorld world)
{
    [Fact]
    public async Task Two_tenants_go_through_a_day_by_the_official_client_on_one_gateway()
    {
        RealPrograms.SkipWhereAbsent();
        string[] tenants = ["acme", "globex"];
        JsonElement[] seen = await Task.WhenAll(tenants.Select(t => OfficialClient.RunAsync(world.Shared.Host.Address, PlainDoor.Credential(t), $"canary-{t}-client")));
        for (int i = 0; i < 2; i++)
        {
            JsonElement one = seen[i];
            string canary = $"canary-{tenants[i]}-client", slow = $"canary-slow-{tenants[i]}-client";
            Assert.Equal("final", one.GetProperty("final").GetProperty("state").GetString());
            Assert.Contains(one.GetProperty("events").EnumerateArray(), static e => e.GetString() == "agent");
            Assert.Contains(canary, one.GetProperty("history").GetRawText(), StringComparison.Ordinal);
            Assert.Contains(one.GetProperty("list").GetProperty("sessions").EnumerateArray(), row => row.GetProperty("key").GetString() == $"agent:main:official-{canary}");
            Assert.Equal("aborted", one.GetProperty("aborted").GetProperty("state").GetString());
            Assert.Contains(slow, one.GetProperty("after").GetRawText(), StringComparison.Ordinal);
            Assert.Equal(("not_found", "scope_missing"), (one.GetProperty("refused").GetString(), one.GetProperty("admin").GetString()));
            Assert.Equal(0, one.GetProperty("gaps").GetArrayLength());
            string[] canaries = [.. one.GetProperty("canaries").EnumerateArray().Select(static c => c.GetString()!)];
            Assert.Subset(canaries.ToHashSet(), new HashSet<string>([canary, slow]));

            // It may hear of sessions that its tenant has otherwise, and of nobody else's.
            Assert.DoesNotContain(canaries, c => c.Contains(tenants[1 - i], StringComparison.Ordinal));
            string all = one.GetRawText();
            Assert.DoesNotContain($"{tenants[1 - i]}-client", all, StringComparison.Ordinal);
            Assert.All(tenants, t => Assert.DoesNotContain(RealShared.Agent(t), all, StringComparison.Ordinal));
        }
    }
}
