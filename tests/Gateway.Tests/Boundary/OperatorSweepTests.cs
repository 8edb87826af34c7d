using System.Text.Json;
using Gateway.Tests.Approvals;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.Boundary;

/// <summary>A platform operator without a grant, on everything that is a tenant's: he learns nothing of whether it is there, and each try is on record once.</summary>
public sealed class OperatorSweepTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly string[] Platforms = ["/api/v1/tenants", "/api/v1/connections", "/api/v1/break-glass", "/api/v1/platform"];

    private RunningGateway Gateway => shared.Gateway;

    /// <summary>Every route of a tenant that is listed.</summary>
    public static TheoryData<string> Routes =>
    [
        .. ListedRoutes.All.Where(static r => r.Scope is not null).Select(static r => r.Name)
            .Concat(ListedRoutes.Administration).Concat(ListedRoutes.Approvals)
            .Where(static name => !Platforms.Any(p => name.Contains(p, StringComparison.Ordinal))),
    ];

    [Fact]
    public void Sweep_has_the_routes_of_members_invitations_keys_audit_and_approvals()
    {
        foreach (string part in (string[])["/members", "/invitations", "/keys", "/audit", "/approvals", "/approval", "/sessions", "/runs", "/chat"])
        {
            Assert.Contains(Routes, row => row.Data.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task There_foreign_and_absent_are_one_refusal_with_one_record(string route)
    {
        string[] words = route.Split(' ');
        string olga = Gateway.TokenOf("platform", "olga", "operator.admin");
        await using Proposal proposal = await Proposal.MakeAsync(Gateway);
        Answer? first = null;
        foreach (string id in await IdsOfAsync(words[1], proposal))
        {
            foreach (string? body in words[0] is "GET" or "DELETE" ? (string?[])[null] : [null, "{}", "{", $$"""{"session_id":"{{id}}","message":"x","approval_id":"{{proposal.Id}}","decision":"allow-once"}"""])
            {
                Answer answer = await RefusedAsync(words[0], words[1].Replace("{id}", id, StringComparison.Ordinal), olga, body, "scope_missing");
                first ??= answer;
                Assert.True(answer.IsLike(first), $"{answer}\n{first}");
            }
        }

        Assert.Equal("pending", (await proposal.ShownAsync()).GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Naming_a_tenant_says_nothing_of_it(string route)
    {
        string[] words = route.Split(' ');
        string olga = Gateway.TokenOf("platform", "olga", "operator.admin");
        Answer? first = null;
        foreach (string tenant in (string[])["acme", "globex", "nobody"])
        {
            Answer answer = await RefusedAsync(
                words[0], words[1].Replace("{id}", "x1", StringComparison.Ordinal), olga, words[0] is "GET" or "DELETE" ? null : "{}", "selector_mismatch", ("X-Tenant-Id", tenant));
            first ??= answer;
            Assert.True(answer.IsLike(first), $"{answer}\n{first}");
        }
    }

    [Fact]
    public async Task Operator_with_every_scope_that_there_is_is_refused_all_the_same()
    {
        string all = Gateway.TokenOf("platform", "olga", "operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing");
        foreach (string path in (string[])["/api/v1/members", "/api/v1/keys", "/api/v1/audit", "/api/v1/approvals", "/api/v1/sessions"])
        {
            await RefusedAsync("GET", path, all, body: null, "scope_missing");
        }
    }

    private async Task<Answer> RefusedAsync(string method, string path, string token, string? body, string code, params (string, string)[] headers)
    {
        TrailWatch watch = await Gateway.WatchAsync();
        Answer answer = await Gateway.SendAsync(method, path, token, body, headers);
        Assert.Equal((403, code), (answer.Status, answer.Code));
        Assert.Equal([code], await watch.NewInAsync("platform"));
        Assert.Equal(0, await watch.NewElsewhereAsync("platform"));
        return answer;
    }

    // What there is of acme's and globex's, and what there is not.
    private async Task<string[]> IdsOfAsync(string path, Proposal proposal)
    {
        if (!path.Contains("{id}", StringComparison.Ordinal))
        {
            return ["x1"];
        }

        var ids = new List<string> { "x1", "r00000000000000000000000000000000" };
        foreach (string tenant in (string[])["acme", "globex"])
        {
            string admin = Gateway.Token(tenant, "operator.admin");
            ids.Add(path.Split('/')[^1] switch
            {
                _ when path.Contains("/members", StringComparison.Ordinal) => await MadeAsync(
                    "/api/v1/members", admin, $$"""{"issuer":"dev","subject":"m{{Guid.NewGuid():N}}","role":"member"}"""),
                _ when path.Contains("/invitations", StringComparison.Ordinal) => await MadeAsync("/api/v1/invitations", admin, """{"role":"member"}"""),
                _ when path.Contains("/keys", StringComparison.Ordinal) => await MadeAsync("/api/v1/keys", admin, """{"role":"readonly"}"""),
                "approval" => tenant == "acme" ? proposal.Run : (await Gateway.ChatAsync(Gateway.Member(tenant), "hello")).Run,
                _ when path.Contains("/sessions", StringComparison.Ordinal) => (await Gateway.ChatAsync(Gateway.Member(tenant), "hello")).Session,
                _ => (await Gateway.ChatAsync(Gateway.Member(tenant), "hello")).Run,
            });
        }

        return [.. ids];
    }

    private async Task<string> MadeAsync(string path, string admin, string body)
    {
        Answer made = await Gateway.SendAsync("POST", path, admin, body);
        Assert.True(made.Status == 201, made.ToString());
        return JsonDocument.Parse(made.Body).RootElement.GetProperty("id").GetString()!;
    }
}
