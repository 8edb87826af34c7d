using System.Text.Json;
using Gateway.Tests.Storage;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Directory;

namespace Gateway.Tests.Approvals;

/// <summary>What becomes of approvals when the process, the session or the tenant goes.</summary>
public sealed class ApprovalRestartTests(Cluster cluster) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _other = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_restart_the_run_has_failed_and_its_proposal_is_cancelled(bool isAnsweredFirst)
    {
        string run, id;
        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path))
        {
            await first.SendAsync("POST", "/api/v1/chat", """{"message":"!exec rm","stream":true}""", headOnly: true);
            (run, id) = await WaitingAsync(_folder.Path);
            first.Kill();
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        string body = isAnsweredFirst
            ? (await second.SendAsync("POST", $"/v1/runs/{run}/approval", Proposal.Approver(second), $$"""{"approval_id":"{{id}}","decision":"allow-once"}""")).Body
            : (await second.SendAsync("GET", "/api/v1/approvals?status=cancelled", Proposal.Approver(second))).Body;
        Assert.Contains("\"reason\":\"gateway-restart\"", body);
        Assert.Contains("\"status\":\"cancelled\"", body);
        Assert.DoesNotContain("\"applied\":true", body);
        Assert.Equal("failed", (await second.SendAsync("GET", $"/v1/runs/{run}", second.Member("acme"))).Member("status"));
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_restart()
    {
        Proposal proposal;
        await using (RunningGateway first = await RunningGateway.StartInAsync(_folder.Path))
        {
            proposal = await Proposal.MakeAsync(first);
            await proposal.AnswerAsync("allow-once");
            await proposal.Stream.RestAsync();
        }

        await using RunningGateway second = await RunningGateway.StartInAsync(_folder.Path);
        JsonElement shown = await proposal.ShownAsync(second);
        Assert.Equal(("allowed", "ann", 0), (shown.GetProperty("status").GetString(), shown.GetProperty("resolved_by").GetString(), shown.GetProperty("uses_left").GetInt32()));
    }

    [Fact]
    public async Task Hand_in_the_file_approves_nothing()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        await using Proposal proposal = await Proposal.MakeAsync(gateway);
        using (var connection = DatabaseFile.Open(_folder.Path))
        {
            DatabaseFile.Ask(connection, "UPDATE tenancy_approvals SET status = 'allowed', uses = 1, uses_left = 1, decision = 'allow-once', reason = 'user'");
        }

        Assert.DoesNotContain(await proposal.Stream.RestAsync(), static e => e.Contains("would have run"));
        Assert.Equal("storage-corrupt", (await proposal.ShownAsync()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Deleted_session_leaves_no_byte_of_what_was_proposed_in_it()
    {
        string[] gone = ["canary-command"];
        string session;
        using (ServedGateway first = await ServedGateway.StartAsync(_folder.Path))
        {
            session = (await first.SendAsync("POST", "/api/v1/sessions", "{}")).Member("session_id");
            await first.SendAsync("POST", "/api/v1/chat", $$"""{"message":"!exec canary-command","session_id":"{{session}}","stream":true}""", headOnly: true);
            await WaitingAsync(_folder.Path);
            Assert.Equal(gone, DatabaseFile.Find(_folder.Path, gone));
            Assert.Equal(200, (await first.SendAsync("DELETE", $"/api/v1/sessions/{session}")).Status);
            first.Kill();
        }

        using (ServedGateway second = await ServedGateway.StartAsync(_folder.Path))
        {
            second.Kill();
        }

        Assert.Empty(DatabaseFile.Find(_folder.Path, gone));
    }

    [Fact]
    public async Task Tenant_that_is_deleted_takes_its_approvals_along()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        await using Proposal proposal = await Proposal.MakeAsync(gateway);
        string op = gateway.Token("platform", "operator.admin");
        Assert.Equal(409, (await gateway.SendAsync("DELETE", "/api/v1/tenants/acme", op)).Status);

        Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/v1/tenants/acme?force=true&reason=closed", op)).Status);

        using var connection = DatabaseFile.Open(_folder.Path);
        Assert.Equal(0L, DatabaseFile.Ask(connection, "SELECT count(*) FROM tenancy_approvals"));
    }

    [Fact]
    public async Task Answer_at_another_host_reaches_the_run_over_postgresql()
    {
        string database = cluster.NewDatabase();
        await using RunningGateway first = await RunningGateway.StartInAsync(_folder.Path, database);

        // Hosts that share a database share the keys that seal, and here the ring too.
        System.IO.Directory.CreateDirectory(_other.Path);
        File.Copy(Path.Combine(_folder.Path, "dev-ring.json"), Path.Combine(_other.Path, "dev-ring.json"));
        File.Copy(Path.Combine(_folder.Path, "signing.pem"), Path.Combine(_other.Path, "signing.pem"));
        File.Copy(Path.Combine(_folder.Path, "secrets.key"), Path.Combine(_other.Path, "secrets.key"));
        await using RunningGateway second = await RunningGateway.StartInAsync(_other.Path, database);
        await using Proposal proposal = await Proposal.MakeAsync(first);

        Answer answer = await (proposal with { Gateway = second }).AnswerAsync("allow-once");

        Assert.Contains("\"applied\":true", answer.Body);
        Assert.Contains(await proposal.Stream.RestAsync(), static e => e.Contains("would have run"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    private static async Task<(string Run, string Id)> WaitingAsync(string folder)
    {
        using var connection = DatabaseFile.Open(folder);
        while (true)
        {
            if (DatabaseFile.Ask(connection, "SELECT run_id FROM tenancy_approvals a JOIN gateway_runs r ON r.Id = a.run_id WHERE r.Status = 'WaitingApproval'") is string run)
            {
                return (run, (string)DatabaseFile.Ask(connection, "SELECT approval_id FROM tenancy_approvals")!);
            }

            await Task.Delay(10);
        }
    }
}
