using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace Gateway.Tests.BreakGlass;

/// <summary>Break-glass attacked over HTTP by operators who have a right to its routes, and to nothing else.</summary>
public sealed class GrantAttackTests : IAsyncLifetime
{
    private const string Path = "/api/v1/break-glass";

    private readonly SetTime _time = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(s => s.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Of_answers_and_collections_at_once_one_counts()
    {
        string id = await AskAsync("olga");
        string[] approvers = [.. Enumerable.Range(0, 6).Select(i => Operator($"otto{i}"))];

        Answer[] approvals = await Task.WhenAll(approvers.Select(a => _gateway.SendAsync("POST", $"{Path}/{id}/approve", a)));
        Assert.Single(approvals, static a => a.Status == 200);
        Assert.Equal(5, approvals.Count(static a => (a.Status, a.Code) == (409, "conflict")));

        Answer[] tokens = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"))));
        string token = Assert.Single(tokens, static a => a.Status == 200).Member("token");
        Assert.All(tokens.Where(static a => a.Status != 200), static a => Assert.Equal((409, "conflict"), (a.Status, a.Code)));
        Assert.Equal(200, (await _gateway.SendAsync("GET", "/api/v1/sessions", token)).Status);

        // Replayed later it is the same refusal.
        Answer again = await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"));
        Assert.Equal((409, "conflict"), (again.Status, again.Code));
        Assert.DoesNotContain("token\":", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requester_does_not_approve_under_any_name_and_another_operator_does_not_collect()
    {
        var user = UserId.New();
        await _gateway.ChangeAsync(DirectoryChange.AddMember(TenantId.From("globex"), new LinkedIdentity("dev", "olga"), user, TenantRole.Readonly, DirectoryActor.Host));
        await _gateway.ChangeAsync(DirectoryChange.LinkIdentity(user, new LinkedIdentity("dev", "olga-too")));
        string id = await AskAsync("olga");

        foreach (string name in (string[])["olga", "olga-too"])
        {
            Answer self = await _gateway.SendAsync("POST", $"{Path}/{id}/approve", Operator(name));
            Assert.Equal(403, self.Status);
        }

        Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Path}/{id}/approve", Operator("otto"))).Status);
        foreach (string name in (string[])["otto", "oda", "olga-too"])
        {
            TrailWatch watch = await _gateway.WatchAsync();
            Answer stolen = await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator(name));
            Assert.Equal(403, stolen.Status);
            Assert.DoesNotContain("token\":", stolen.Body, StringComparison.Ordinal);

            // The record that stands before each try, and the refusal; the target hears nothing.
            Assert.Single(await watch.NewInAsync("platform"), static code => code != "none");
            Assert.Equal(0, await watch.NewElsewhereAsync("platform"));
        }

        Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"))).Status);
    }

    [Fact]
    public async Task Request_is_not_to_be_edited_and_an_id_that_is_sent_along_is_not_taken()
    {
        string id = await AskAsync("olga");
        foreach (string method in (string[])["PUT", "PATCH", "POST"])
        {
            Assert.InRange((await _gateway.SendAsync(method, $"{Path}/{id}", Operator("olga"), """{"scopes":["operator.admin"]}""")).Status, 404, 405);
        }

        foreach (string more in (string[])[$"\"grant_id\":\"{id}\"", "\"status\":\"approved\"", "\"approver\":\"otto\"", "\"not_after\":\"2999-01-01T00:00:00Z\"", "\"scopes\":[\"operator.admin\"]"])
        {
            Answer twice = await _gateway.SendAsync("POST", Path, Operator("olga"), Body("operator.read", 600)[..^1] + $",{more}}}");
            Assert.Equal((400, "invalid_request"), (twice.Status, twice.Code));
        }

        // What the approval gives is what was asked, whatever its body says.
        await _gateway.SendAsync("POST", $"{Path}/{id}/approve", Operator("otto"), """{"scopes":["operator.admin"],"duration_seconds":86400}""");
        Answer collected = await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"));
        if (collected.Status != 200)
        {
            Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Path}/{id}/approve", Operator("otto"))).Status);
            collected = await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"));
        }

        string token = collected.Member("token");
        Assert.Equal((200, 403), ((await _gateway.SendAsync("GET", "/api/v1/sessions", token)).Status, (await _gateway.SendAsync("GET", "/api/v1/members", token)).Status));
    }

    [Fact]
    public async Task Token_opens_its_target_by_its_scopes_and_no_route_of_the_platform()
    {
        (_, string token) = await OpenAsync("operator.read");
        string globex = (await _gateway.ChatAsync(_gateway.Member("globex"), "canary-of-globex")).Session;

        Answer foreign = await _gateway.SendAsync("GET", $"/api/v1/sessions/{globex}", token);
        Assert.True(foreign.Status == 404 && foreign.IsLike(await _gateway.SendAsync("GET", "/api/v1/sessions/s0", token)), foreign.ToString());
        Answer named = await _gateway.SendAsync("GET", "/api/v1/sessions", token, json: null, ("X-Tenant-Id", "globex"));
        Assert.Equal((403, "selector_mismatch"), (named.Status, named.Code));
        foreach ((string method, string path, string? body) in new[]
        {
            ("POST", "/api/v1/sessions", "{}"), ("GET", "/api/v1/members", null), ("POST", "/api/v1/keys", "{}"), ("GET", "/api/v1/audit", null),
            ("GET", "/api/v1/tenants", null), ("GET", Path, null), ("POST", Path, Body("operator.admin", 600)), ("GET", "/api/v1/platform/audit", null),
        })
        {
            Answer refused = await _gateway.SendAsync(method, path, token, body);
            Assert.Equal((path, 403, "scope_missing"), (path, refused.Status, refused.Code));
        }
    }

    [Fact]
    public async Task Grant_that_ends_while_it_is_used_is_over_at_the_next_request()
    {
        (string id, string token) = await OpenAsync("operator.read", seconds: 200);
        Assert.Equal(200, (await _gateway.SendAsync("GET", "/api/v1/sessions", token)).Status);
        _time.Set(by: TimeSpan.FromSeconds(201));

        // What the host knew of its tenants is too old by this clock until it has looked once more.
        Answer last = await _gateway.SendAsync("GET", "/api/v1/sessions", token);
        for (int i = 0; last.Status == 503; i++)
        {
            Assert.True(i < 600, last.ToString());
            await Task.Delay(100);
            last = await _gateway.SendAsync("GET", "/api/v1/sessions", token);
        }

        Assert.Equal((401, "token_invalid"), (last.Status, last.Code));
        foreach (string step in (string[])["approve", "token"])
        {
            Answer over = await _gateway.SendAsync("POST", $"{Path}/{id}/{step}", Operator(step == "token" ? "olga" : "otto"));
            Assert.Equal((409, "conflict"), (over.Status, over.Code));
        }
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("approver")]
    [InlineData("requester")]
    public async Task What_is_taken_back_while_it_is_used_is_over_at_the_next_request(string loss)
    {
        (string id, string token) = await OpenAsync("operator.read");
        Assert.Equal(200, (await _gateway.SendAsync("GET", "/api/v1/sessions", token)).Status);

        switch (loss)
        {
            case "revoked":
                Assert.Equal(204, (await _gateway.SendAsync("DELETE", $"{Path}/{id}", Operator("oda"))).Status);
                break;
            case "approver":
                await _gateway.ChangeAsync(DirectoryChange.RevokeMember(TenantId.Platform, "dev", "otto", mayReturn: false));
                break;
            default:
                await _gateway.ChangeAsync(DirectoryChange.RevokeMember(TenantId.Platform, "dev", "olga", mayReturn: false));
                break;
        }

        Answer dead = await _gateway.SendAsync("GET", "/api/v1/sessions", token);
        Assert.Equal((401, "token_invalid"), (dead.Status, dead.Code));
    }

    [Fact]
    public async Task One_operator_does_not_take_the_places_of_all()
    {
        Answer last = await _gateway.SendAsync("POST", Path, Operator("olga"), Body("operator.read", 600));
        int asked = 1;
        for (; last.Status == 202 && asked < 50; asked++)
        {
            last = await _gateway.SendAsync("POST", Path, Operator("olga"), Body("operator.read", 600));
        }

        Assert.Equal((11, 409, "conflict"), (asked, last.Status, last.Code));
        Assert.Equal(202, (await _gateway.SendAsync("POST", Path, Operator("oda"), Body("operator.read", 600))).Status);
    }

    private static string Body(string scope, int seconds) =>
        $$"""{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["{{scope}}"],"duration_seconds":{{seconds}}}""";

    private string Operator(string subject) => _gateway.TokenOf("platform", subject, "operator.admin");

    private async Task<string> AskAsync(string subject, string scope = "operator.read", int seconds = 600) =>
        (await _gateway.SendAsync("POST", Path, Operator(subject), Body(scope, seconds))).Member("grant_id");

    private async Task<(string Id, string Token)> OpenAsync(string scope, int seconds = 600)
    {
        string id = await AskAsync("olga", scope, seconds);
        Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Path}/{id}/approve", Operator("otto"))).Status);
        return (id, (await _gateway.SendAsync("POST", $"{Path}/{id}/token", Operator("olga"))).Member("token"));
    }
}
