using Gateway.Tests.Support;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.Approvals;

/// <summary>Who answers, and what he may say: nobody of another tenant, not the requester, nothing that is written in a chat.</summary>
public sealed class ApprovalBoundaryTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task Foreign_and_absent_are_one_answer_with_one_record()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        string gus = Proposal.Approver(Gateway, "globex");
        string own = (await Gateway.ChatAsync(Gateway.Member("globex"), "hello")).Run;
        (string Run, string Id)[] asked =
        [
            (proposal.Run, proposal.Id), (proposal.Run, "a00000000000000000000000000000000"), (own, proposal.Id), ("r00000000000000000000000000000000", "a00000000000000000000000000000000"),
        ];
        var answers = new List<Answer>();
        foreach ((string run, string id) in asked)
        {
            TrailWatch watch = await Gateway.WatchAsync();
            answers.Add(await Gateway.SendAsync("POST", $"/v1/runs/{run}/approval", gus, $$"""{"approval_id":"{{id}}","decision":"allow-once"}"""));
            Assert.Equal(["not_found"], await watch.NewInAsync("globex"));
            Assert.Equal(0, await watch.NewElsewhereAsync("globex"));
        }

        Assert.All(answers, a => Assert.True(a.Status == 404 && a.IsLike(answers[0]), a.ToString()));
        Assert.Equal("pending", (await proposal.ShownAsync()).GetProperty("status").GetString());
        Assert.DoesNotContain(proposal.Id, (await Gateway.SendAsync("GET", "/api/v1/approvals", gus)).Body);
    }

    [Fact]
    public async Task Approval_is_none_of_another_run_of_its_tenant()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        await using Proposal other = await Proposal.MakeAsync(Gateway);
        TrailWatch watch = await Gateway.WatchAsync();

        Answer answer = await (proposal with { Run = other.Run }).AnswerAsync("allow-once");

        Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
        Assert.Equal(["not_found"], await watch.NewInAsync("acme"));
        Assert.Equal("pending", (await proposal.ShownAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Requester_does_not_answer_whatever_he_holds()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        Answer answer = await proposal.AnswerAsync("allow-once", Gateway.Token("acme", "operator.admin"));

        Assert.Equal((403, "policy_forbid"), (answer.Status, answer.Code));
        Assert.Equal("waiting_approval", await proposal.RunStatusAsync());
    }

    [Fact]
    public async Task Writing_gives_no_right_to_answer_neither_at_the_route_nor_in_a_chat()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        string writer = Gateway.TokenOf("acme", "walt", "operator.read", "operator.write");

        Assert.Equal("scope_missing", (await proposal.AnswerAsync("allow-once", writer)).Code);
        foreach (string text in (string[])[$"/approve {proposal.Id} allow-once", $"/approve {proposal.Id}", $"!exec /approve {proposal.Id}"])
        {
            await using OpenStream said = await Gateway.OpenAsync("POST", "/api/v1/chat", writer, $$"""{"message":"{{text}}","stream":true}""");
            Assert.NotNull(await said.NextAsync());
            await Gateway.ChatAsync(Gateway.TokenOf("acme", "ann", "operator.admin"), text.Replace("!exec ", string.Empty));
        }

        Assert.Equal(("pending", "waiting_approval"), ((await proposal.ShownAsync()).GetProperty("status").GetString(), await proposal.RunStatusAsync()));
    }

    [Theory]
    [InlineData(",\"approved\":true")]
    [InlineData(",\"approved_by\":\"ann\"")]
    [InlineData(",\"tenant\":\"acme\"")]
    [InlineData(",\"decision\":\"allow-once\"")]
    [InlineData(",\"action_digest\":\"00\"")]
    public async Task Member_that_is_none_is_bad_input(string more)
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        Assert.Equal((400, "invalid_request"), (await proposal.AnswerAsync("allow-once", more: more)) is var a ? (a.Status, a.Code) : default);
        Assert.Equal("pending", (await proposal.ShownAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Answer_to_what_was_not_seen_finds_nothing()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        string seen = (await proposal.ShownAsync()).GetProperty("action_digest").GetString()!;

        Assert.Equal(404, (await proposal.AnswerAsync("allow-once", more: $",\"action_digest\":\"{new string('0', 64)}\"")).Status);
        Assert.Equal(200, (await proposal.AnswerAsync("allow-once", more: $",\"action_digest\":\"{seen}\"")).Status);
    }

    [Fact]
    public async Task Malformed_ids_are_bad_input()
    {
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);

        Assert.Equal(400, (await (proposal with { Run = "UPPER" }).AnswerAsync("allow-once")).Status);
        Assert.Equal(400, (await (proposal with { Id = "UPPER" }).AnswerAsync("allow-once")).Status);
        Assert.Equal(400, (await (proposal with { Id = "a/../b" }).AnswerAsync("allow-once")).Status);
    }

    [Fact]
    public async Task Suspended_tenant_has_no_run_that_goes_on_and_no_approval_that_is_given()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await using Proposal proposal = await Proposal.MakeAsync(gateway);
        string ann = Proposal.Approver(gateway);
        await gateway.MoveAsync("acme", TenantStatus.Suspended);

        Assert.Equal(401, (await proposal.AnswerAsync("allow-once", ann)).Status);
        Assert.DoesNotContain(await proposal.Stream.RestAsync(), static e => e.Contains("would have run"));
    }
}
