using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Approvals of two real cells by frames: each tenant is told of its own cell's, and reaches no other by its id.</summary>
/// <remarks>The cells' own operators ask for them, by the method by which a run does.</remarks>
[Collection(RealCollection.Name)]
public sealed class RealCellApprovalTests(RealCells cells)
{
    private const string Scopes = "operator.admin";
    private const string Caps = ",\"caps\":[\"exec-approvals\"]";

    [Fact]
    public async Task Approval_of_a_cell_is_its_own_tenants()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme", Scopes), Caps);
        using FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex", Scopes), Caps);
        using FrameClient runOfAcme = (await RealShared.OwnerAsync(cells.A)).Owner, runOfGlobex = (await RealShared.OwnerAsync(cells.B)).Owner;
        string ofAcme = await RealShared.AskApprovalAsync(runOfAcme, "main", "echo of-acme-alone"), ofGlobex = await RealShared.AskApprovalAsync(runOfGlobex, "main", "echo of-globex-alone");
        foreach ((FrameClient own, FrameClient run, string id, string foreign, string command) in ((FrameClient, FrameClient, string, string, string)[])[
            (acme, runOfAcme, ofAcme, ofGlobex, "echo of-acme-alone"),
            (globex, runOfGlobex, ofGlobex, ofAcme, "echo of-globex-alone")])
        {
            JsonElement told = (await own.EventAsync("exec.approval.requested")).GetProperty("payload");
            Assert.Equal((id, command), (told.GetProperty("id").GetString(), told.GetProperty("request").GetProperty("command").GetString()));
            Assert.Equal([id], Ids(await own.OkAsync("exec.approval.list")));
            foreach (string method in (string[])["exec.approval.get", "exec.approval.resolve"])
            {
                string Of(string approval) => $$"""{"id":"{{approval}}"{{(method.EndsWith("resolve", StringComparison.Ordinal) ? ",\"decision\":\"allow-once\"" : string.Empty)}}}""";

                // The other's and one that there is not are one answer.
                string refused = (await own.CallAsync(method, Of(foreign))).GetProperty("error").GetRawText();
                Assert.Equal((await own.CallAsync(method, Of("no-such-approval"))).GetProperty("error").GetRawText(), refused);
            }

            Assert.Equal(command, (await own.OkAsync("exec.approval.get", $$"""{"id":"{{id}}"}""")).GetProperty("commandText").GetString());
            await own.OkAsync("exec.approval.resolve", $$"""{"id":"{{id}}","decision":"deny"}""");
            Assert.Equal((id, "deny"), await ResolvedAsync(own));
            Assert.Equal("deny", (await run.AnswerAsync()).GetProperty("payload").GetProperty("decision").GetString());
            Assert.Empty(Ids(await own.OkAsync("exec.approval.list")));
        }

        Assert.DoesNotContain("of-globex-alone", string.Join('\n', acme.Seen), StringComparison.Ordinal);
        Assert.DoesNotContain("of-acme-alone", string.Join('\n', globex.Seen), StringComparison.Ordinal);
    }

    private static async Task<(string? Id, string? Decision)> ResolvedAsync(FrameClient client)
    {
        JsonElement payload = (await client.EventAsync("exec.approval.resolved")).GetProperty("payload");
        return (payload.GetProperty("id").GetString(), payload.GetProperty("decision").GetString());
    }

    private static string[] Ids(JsonElement pending) => [.. pending.EnumerateArray().Select(static a => a.GetProperty("id").GetString()!)];
}
