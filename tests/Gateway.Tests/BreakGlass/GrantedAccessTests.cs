using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.BreakGlass;

/// <summary>What an operator does in a tenant under a grant, through rows, streams and runs in the background.</summary>
public sealed class GrantedAccessTests
{
    private const string Path = "/api/v1/break-glass";

    [Fact]
    public async Task Grant_reads_the_rows_of_its_target_and_nobody_elses()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Chatted acme = await gateway.ChatAsync(gateway.Member("acme"), "canary-of-acme");
        Chatted globex = await gateway.ChatAsync(gateway.Member("globex"), "canary-of-globex");
        (_, string token) = await OpenAsync(gateway, "operator.read");

        Answer list = await gateway.SendAsync("GET", "/api/v1/sessions", token);
        Assert.Contains(acme.Session, list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(globex.Session, list.Body, StringComparison.Ordinal);
        Assert.Contains("canary-of-acme", (await gateway.SendAsync("GET", $"/api/v1/sessions/{acme.Session}", token)).Body, StringComparison.Ordinal);
        Answer foreign = await gateway.SendAsync("GET", $"/api/v1/sessions/{globex.Session}", token);
        Assert.Equal((404, "not_found"), (foreign.Status, foreign.Code));
        Assert.True(foreign.IsLike(await gateway.SendAsync("GET", "/api/v1/sessions/s0", token)));
        Assert.Equal((403, "scope_missing"), Of(await gateway.SendAsync("DELETE", $"/api/v1/sessions/{acme.Session}", token)));
    }

    [Fact]
    public async Task Run_under_a_grant_is_performed_in_the_target_and_each_act_of_it_is_on_record()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        (_, string token) = await OpenAsync(gateway, "operator.write");
        TrailWatch watch = await gateway.WatchAsync();

        Chatted chatted = await gateway.ChatAsync(token, "hello from outside");
        await Idle.AsyncOf(gateway);

        Answer seen = await gateway.SendAsync("GET", $"/api/v1/sessions/{chatted.Session}", gateway.Member("acme"));
        Assert.Contains("hello from outside", seen.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await gateway.SendAsync("GET", $"/api/v1/sessions/{chatted.Session}", gateway.Member("globex"))).Status);

        // The request itself, the session, the chat, the run that is read and read again, and what is performed in the background.
        string[] acme = await watch.NewInAsync("acme");
        Assert.True(acme.Length >= 6, string.Join(',', acme));
        Assert.All(acme, static code => Assert.Equal("none", code));
    }

    [Fact]
    public async Task Stream_that_is_open_under_a_grant_ends_when_the_grant_is_taken_back()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        await using OpenStream own = await gateway.OpenAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"x","stream":true}""");
        agent.Say("one");
        string run = Json.Member((await own.NextAsync())!, "id");
        (string id, string token) = await OpenAsync(gateway, "operator.read");
        await using OpenStream reader = await gateway.OpenAsync("GET", $"/v1/runs/{run}/events", token);
        Assert.Contains("one", await reader.NextAsync(), StringComparison.Ordinal);

        Assert.Equal(204, (await gateway.SendAsync("DELETE", $"{Path}/{id}", await OperatorAsync(gateway, "otto"))).Status);

        Assert.DoesNotContain(await reader.RestAsync(), static e => e.Contains("succeeded", StringComparison.Ordinal));
        Assert.Equal((401, "token_invalid"), Of(await gateway.SendAsync("GET", "/api/v1/sessions", token)));
        agent.Finish();
    }

    [Fact]
    public async Task Grant_is_there_after_a_start_and_what_was_taken_back_stays_away()
    {
        using var folder = new TemporaryFolder();
        string open, revoked;
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(folder.Path))
        {
            (_, open) = await OpenAsync(gateway, "operator.read");
            (string id, revoked) = await OpenAsync(gateway, "operator.read");
            await gateway.SendAsync("DELETE", $"{Path}/{id}", await OperatorAsync(gateway, "otto"));
        }

        await using RunningGateway later = await RunningGateway.StartInAsync(folder.Path);
        Assert.Equal(200, (await later.SendAsync("GET", "/api/v1/sessions", open)).Status);
        Assert.Equal((401, "token_invalid"), Of(await later.SendAsync("GET", "/api/v1/sessions", revoked)));
    }

    [Fact]
    public async Task Pinned_gateway_has_no_such_routes_and_takes_no_such_token()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(pinned: "acme");

        Assert.Equal(404, (await gateway.SendAsync("GET", Path, gateway.Member("acme"))).Status);
        string token = await gateway.App.Services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
            new TenantTokenRequest
            {
                Tenant = TenantId.From("acme"),
                Subject = "olga",
                Scopes = ["operator.read@acme"],
                Actor = new ClaimActor { Issuer = "dev", Subject = "olga", Tenant = "platform", Grant = "b1" },
            },
            CancellationToken.None);
        Assert.Equal((401, "token_invalid"), Of(await gateway.SendAsync("GET", "/api/v1/sessions", token)));
    }

    private static async Task<(string Id, string Token)> OpenAsync(RunningGateway gateway, string scope)
    {
        string olga = await OperatorAsync(gateway, "olga");
        string id = (await gateway.SendAsync("POST", Path, olga, $$"""{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["{{scope}}"],"duration_seconds":600}""")).Member("grant_id");
        Assert.Equal(200, (await gateway.SendAsync("POST", $"{Path}/{id}/approve", await OperatorAsync(gateway, "otto"))).Status);
        return (id, (await gateway.SendAsync("POST", $"{Path}/{id}/token", olga)).Member("token"));
    }

    private static async Task<string> OperatorAsync(RunningGateway gateway, string subject) => await gateway.App.Services.GetRequiredService<ITenantTokenIssuer>()
        .IssueAsync(new TenantTokenRequest { Tenant = TenantId.Platform, Subject = subject, Scopes = ["operator.admin"] }, CancellationToken.None);

    private static (int Status, string Code) Of(Answer answer) => (answer.Status, answer.Code);
}
