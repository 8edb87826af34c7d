using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Scopes;

namespace Gateway.Tests.Identity;

/// <summary>A tenant from its creation to its end, over HTTP; and what is open for a caller whose right ends.</summary>
public sealed class TenantLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_tenant_that_holds_sessions_goes_by_force_alone_and_takes_everything_with_it()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        string operatorToken = gateway.Token("platform", "operator.admin");
        Answer created = await gateway.SendAsync("POST", "/api/v1/tenants", operatorToken, """{"id":"umbrella","name":"Umbrella"}""");
        string key = created.Member("platform_api_key");
        Chatted chatted = await gateway.ChatAsync(key, "canary-of-umbrella");
        await Idle.AsyncOf(gateway);

        Assert.Equal((409, "conflict"), Of(await gateway.SendAsync("DELETE", "/api/v1/tenants/umbrella", operatorToken)));
        Assert.Equal(200, (await gateway.SendAsync("GET", $"/api/v1/sessions/{chatted.Session}", key)).Status);
        Assert.Equal((400, "invalid_request"), Of(await gateway.SendAsync("DELETE", "/api/v1/tenants/umbrella?force=true", operatorToken)));

        Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/v1/tenants/umbrella?force=true&reason=contract%20ended", operatorToken)).Status);
        Assert.Equal((401, "token_invalid"), Of(await gateway.SendAsync("GET", "/api/v1/sessions", key)));
        Assert.Equal((409, "conflict"), Of(await gateway.SendAsync("POST", "/api/v1/tenants", operatorToken, """{"id":"umbrella","name":"Again"}""")));
        Assert.Empty(DatabaseFile.Find(_folder.Path, ["canary-of-umbrella", key]));
    }

    [Fact]
    public async Task What_was_created_is_there_after_a_start_and_what_was_taken_away_stays_away()
    {
        string owner, revoked;
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
        {
            owner = (await gateway.SendAsync("POST", "/api/v1/tenants", gateway.Token("platform", "operator.admin"), """{"name":"Umbrella"}""")).Member("platform_api_key");
            revoked = (await gateway.SendAsync("POST", "/api/v1/keys", owner, "{}")).Member("key");
            Assert.Equal(200, (await gateway.SendAsync("DELETE", $"/api/v1/keys/{revoked.Split('_')[1]}", owner)).Status);
        }

        await using RunningGateway later = await RunningGateway.StartInAsync(_folder.Path);
        Assert.Equal(200, (await later.SendAsync("GET", "/api/v1/sessions", owner)).Status);
        Assert.Equal((401, "token_invalid"), Of(await later.SendAsync("GET", "/api/v1/sessions", revoked)));
    }

    [Theory]
    [InlineData("member")]
    [InlineData("role")]
    [InlineData("token")]
    public async Task An_open_stream_ends_with_the_right_of_whoever_reads_it_and_with_no_other(string taken)
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: ScriptedAgent.In(agent));
        UserId user = UserId.New();
        TenantId acme = TenantId.From("acme");
        await gateway.ChangeAsync(DirectoryChange.AddMember(acme, new LinkedIdentity(DevelopmentWorld.Issuer, "user-of-acme"), user, TenantRole.Member, DirectoryActor.Host));
        string token = gateway.Member("acme");
        await using OpenStream own = await gateway.OpenAsync("POST", "/api/v1/chat", token, """{"message":"x","stream":true}""");
        agent.Say("one");
        string run = Json.Member((await own.NextAsync())!, "id");
        await using OpenStream reader = await gateway.OpenAsync("GET", $"/v1/runs/{run}/events", token);
        Assert.Contains("one", await reader.NextAsync());

        await gateway.ChangeAsync(taken switch
        {
            "member" => DirectoryChange.RemoveMember(acme, user, DirectoryActor.Host),
            "role" => DirectoryChange.SetRole(acme, user, TenantRole.Readonly, DirectoryActor.Host),
            _ => DirectoryChange.RevokeCredential(acme, DevelopmentWorld.Issuer, TokenId(token)),
        });

        // The stream ends by itself: nothing more is said, and the agent goes on.
        Assert.DoesNotContain(await reader.RestAsync(), static e => e.Contains("succeeded", StringComparison.Ordinal));
        Assert.Equal(401, (await gateway.SendAsync("GET", "/api/v1/sessions", token)).Status);
        Assert.Equal(200, (await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member("globex"))).Status);
        agent.Finish();
    }

    public void Dispose() => _folder.Dispose();

    private static (int Status, string Code) Of(Answer answer) => (answer.Status, answer.Code);

    private static string TokenId(string token)
    {
        string payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        byte[] json = Convert.FromBase64String(payload.PadRight(payload.Length + ((4 - (payload.Length % 4)) % 4), '='));
        return Json.Member(System.Text.Encoding.UTF8.GetString(json), "jti");
    }
}
