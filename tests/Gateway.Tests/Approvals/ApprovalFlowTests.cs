using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;

namespace Gateway.Tests.Approvals;

/// <summary>A run proposes, waits, and does what the first answer of somebody else says.</summary>
public sealed class ApprovalFlowTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task What_is_allowed_is_done_once_and_the_run_succeeds()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        Assert.Equal("waiting_approval", await proposal.RunStatusAsync());

        JsonElement answer = JsonDocument.Parse((await proposal.AnswerAsync("allow-once")).Body).RootElement;

        Assert.True(answer.GetProperty("applied").GetBoolean());
        Assert.Equal(("allowed", "user", "allow-once", "ann"), Resolved(answer.GetProperty("approval")));
        List<string> rest = await proposal.Stream.RestAsync();
        Assert.Contains("\"event\":\"tool_result\"", rest[0]);
        Assert.Contains("\"is_granted\":true", rest[0]);
        Assert.Contains(rest, static e => e.Contains("would have run: rm -r build"));
        Assert.Equal("[DONE]", rest[^1]);
        Assert.Equal("succeeded", await proposal.RunStatusAsync());
        Assert.Equal(0, (await proposal.ShownAsync()).GetProperty("uses_left").GetInt32());
    }

    [Theory]
    [InlineData("deny", "user")]
    [InlineData("yes", "malformed-verdict")]
    [InlineData("ALLOW-ONCE", "malformed-verdict")]
    public async Task What_is_denied_is_not_done(string decision, string reason)
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        JsonElement answer = JsonDocument.Parse((await proposal.AnswerAsync(decision)).Body).RootElement;

        Assert.Equal(("denied", reason, "deny", "ann"), Resolved(answer.GetProperty("approval")));
        List<string> rest = await proposal.Stream.RestAsync();
        Assert.Contains("\"is_error\":true", rest[0]);
        Assert.DoesNotContain(rest, static e => e.Contains("would have run"));
    }

    [Fact]
    public async Task Second_answer_is_not_applied()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        await proposal.AnswerAsync("deny");

        JsonElement second = JsonDocument.Parse((await proposal.AnswerAsync("allow-once", Proposal.Approver(Gateway, subject: "ben"))).Body).RootElement;

        Assert.False(second.GetProperty("applied").GetBoolean());
        Assert.Equal(("denied", "user", "deny", "ann"), Resolved(second.GetProperty("approval")));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_is_applied()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => proposal.AnswerAsync(i % 2 == 0 ? "deny" : "allow-once", Proposal.Approver(Gateway, subject: $"approver{i}"))));

        Assert.All(answers, static a => Assert.Equal(200, a.Status));
        Assert.Single(answers, static a => a.Body.Contains("\"applied\":true"));
    }

    [Fact]
    public async Task Stopped_run_takes_its_proposal_back()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        Assert.Equal("stopped", (await Gateway.SendAsync("POST", $"/v1/runs/{proposal.Run}/stop", Gateway.Member("acme"))).Member("status"));

        JsonElement shown = await proposal.ShownAsync();
        Assert.Equal(("cancelled", "run-aborted"), (shown.GetProperty("status").GetString(), shown.GetProperty("reason").GetString()));
        Assert.Contains("\"applied\":false", (await proposal.AnswerAsync("allow-once")).Body);
        Assert.DoesNotContain(await proposal.Stream.RestAsync(), static e => e.Contains("would have run"));
    }

    [Fact]
    public async Task Proposal_that_nobody_answers_ends_and_is_not_done()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.Configure<ApprovalOptions>(static o => o.DefaultLifetime = TimeSpan.FromMilliseconds(300)));
        await using Proposal proposal = await Proposal.MakeAsync(gateway);

        List<string> rest = await proposal.Stream.RestAsync();

        Assert.Contains("\"status\":\"expired\"", rest[0]);
        Assert.Contains("\"reason\":\"timeout\"", rest[0]);
        Assert.DoesNotContain(rest, static e => e.Contains("would have run"));
        Assert.Contains("\"applied\":false", (await proposal.AnswerAsync("allow-once")).Body);
    }

    [Fact]
    public async Task What_waits_is_listed_by_its_status()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        string token = Proposal.Approver(Gateway);

        Assert.Contains(proposal.Id, (await Gateway.SendAsync("GET", "/api/v1/approvals?status=pending", token)).Body);
        Assert.DoesNotContain(proposal.Id, (await Gateway.SendAsync("GET", "/api/v1/approvals?status=allowed", token)).Body);
        Assert.Equal(400, (await Gateway.SendAsync("GET", "/api/v1/approvals?status=approved", token)).Status);
        JsonElement shown = await proposal.ShownAsync();
        JsonElement presentation = shown.GetProperty("presentation");
        Assert.Equal(("exec", Proposal.Command), (presentation.GetProperty("kind").GetString(), presentation.GetProperty("command_text").GetString()));
        Assert.Equal(["allow-once", "allow-always", "deny"], presentation.GetProperty("allowed_decisions").EnumerateArray().Select(static d => d.GetString()));
    }

    private static (string?, string?, string?, string?) Resolved(JsonElement approval) => (
        approval.GetProperty("status").GetString(), approval.GetProperty("reason").GetString(), approval.GetProperty("decision").GetString(), approval.GetProperty("resolved_by").GetString());
}
