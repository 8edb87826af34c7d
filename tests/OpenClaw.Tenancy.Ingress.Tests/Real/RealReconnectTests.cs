using System.Text.Json;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The official client of each of two tenants loses its connection in the middle of a turn, and goes on by itself: on cells and on a shared gateway.</summary>
[Collection(RealCollection.Name)]
public sealed class RealReconnectTests(RealCells cells, SharedWorld world)
{
    [Theory]
    [InlineData("cell", "socket")]
    [InlineData("cell", "ingress")]
    [InlineData("shared", "socket")]
    [InlineData("shared", "ingress")]
    public async Task Client_that_was_cut_off_is_back_by_itself_and_misses_nothing(string form, string cut)
    {
        RealPrograms.SkipWhereAbsent();
        (IngressHost host, ModelServer model) = form == "cell" ? (cells.Host, cells.Model) : (world.Shared.Host, world.Shared.Model);
        string[] tenants = ["acme", "globex"];
        JsonElement[] seen = await Task.WhenAll(tenants.Select(t => OfficialClient.RunAsync(host.Address, PlainDoor.Credential(t), Canary(t), line => AtAsync(line, t), "reconnect.mjs", cut)));
        for (int i = 0; i < 2; i++)
        {
            JsonElement one = seen[i];
            string canary = Canary(tenants[i]);
            Assert.Equal(2, one.GetProperty("sockets").GetInt32());
            Assert.Equal(cut == "socket" ? 1006 : 1008, one.GetProperty("closes")[0][0].GetInt32());
            Assert.Equal("hello-ok", one.GetProperty("hello").GetProperty("type").GetString());
            Assert.Equal("ok", one.GetProperty("waited").GetProperty("status").GetString());
            string history = one.GetProperty("history").GetRawText();
            Assert.Contains($"The canary is {canary}-first", history, StringComparison.Ordinal);
            Assert.Contains(ModelServer.LastWords(Slow(canary)), history, StringComparison.Ordinal);
            Assert.Equal("final", one.GetProperty("last").GetProperty("state").GetString());
            Assert.Contains($"The canary is {canary}-last", one.GetProperty("last").GetRawText(), StringComparison.Ordinal);
            Assert.Equal(0, one.GetProperty("gaps").GetArrayLength());
            Assert.DoesNotContain(Canary(tenants[1 - i]), one.GetRawText(), StringComparison.Ordinal);
        }

        string Canary(string tenant) => $"canary-{form}-{cut}-{tenant}";

        Task AtAsync(string line, string tenant)
        {
            if (line == "cut" && cut == "ingress")
            {
                host.Directory.SetStatus(TenantId.From(tenant), TenantStatus.Suspended);
                host.Directory.SetStatus(TenantId.From(tenant), TenantStatus.Active);
            }
            else if (line == "back")
            {
                model.End(Slow(Canary(tenant)));
            }

            return Task.CompletedTask;
        }
    }

    private static string Slow(string canary) => canary.Replace("canary-", "canary-slow-", StringComparison.Ordinal);
}
