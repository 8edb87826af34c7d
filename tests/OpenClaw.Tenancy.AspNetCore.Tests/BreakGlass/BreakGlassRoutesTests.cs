using System.Net;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Tests.BreakGlass;

/// <summary>The routes of break-glass grants, from the request to the review.</summary>
public sealed class BreakGlassRoutesTests : IAsyncLifetime
{
    private const string Path = BreakGlassHost.Path;

    private BreakGlassHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await BreakGlassHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Grant_is_asked_for_approved_collected_used_revoked_and_reviewed()
    {
        string alice = await _host.OperatorAsync("alice");
        string bob = await _host.OperatorAsync("bob");
        Answer asked = await _host.SendAsync("POST", Path, alice, BreakGlassHost.Ask());
        string id = BreakGlassHost.Text(asked, "grant_id");
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        Assert.Contains($"Location: {Path}/{id}", asked.Headers, StringComparison.Ordinal);
        Assert.Equal(
            ["grant_id", "status", "requester", "target_tenant", "scopes", "ticket", "reason", "duration_seconds", "requested_at", "post_incident_review_required", "reviewed"],
            JsonDocument.Parse(asked.Body).RootElement.EnumerateObject().Select(static p => p.Name));
        Assert.Equal("pending", BreakGlassHost.Text(asked, "status"));

        Answer self = await _host.SendAsync("POST", $"{Path}/{id}/approve", alice);
        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), (self.Status, self.Code));
        Answer early = await _host.SendAsync("POST", $"{Path}/{id}/token", alice);
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (early.Status, early.Code));

        Answer approved = await _host.SendAsync("POST", $"{Path}/{id}/approve", bob);
        Assert.Equal((HttpStatusCode.OK, "approved", "bob"), (approved.Status, BreakGlassHost.Text(approved, "status"), BreakGlassHost.Text(approved, "approver")));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.SendAsync("POST", $"{Path}/{id}/approve", bob)).Status);

        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), Short(await _host.SendAsync("POST", $"{Path}/{id}/token", bob)));
        Answer collected = await _host.SendAsync("POST", $"{Path}/{id}/token", alice);
        string token = BreakGlassHost.Text(collected, "token");
        Assert.Equal((HttpStatusCode.OK, "True"), (collected.Status, BreakGlassHost.Text(collected, "post_incident_review_required")));
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), Short(await _host.SendAsync("POST", $"{Path}/{id}/token", alice)));

        Assert.Equal((HttpStatusCode.OK, "acme"), Body(await _host.SendAsync("GET", "/work", token)));
        Assert.Equal((HttpStatusCode.OK, "a1 of acme"), Body(await _host.SendAsync("GET", "/things/a1", token)));

        Answer revoked = await _host.SendAsync("DELETE", $"{Path}/{id}", bob);
        Assert.Equal((HttpStatusCode.NoContent, string.Empty), (revoked.Status, revoked.Body));
        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), Short(await _host.SendAsync("GET", "/work", token)));
        Assert.Equal(HttpStatusCode.Conflict, (await _host.SendAsync("DELETE", $"{Path}/{id}", bob)).Status);

        Assert.Equal((HttpStatusCode.Forbidden, "policy_forbid"), Short(await _host.SendAsync("POST", $"{Path}/{id}/review", alice, """{"note":"fine"}""")));
        Answer reviewed = await _host.SendAsync("POST", $"{Path}/{id}/review", bob, """{"note":"looked at each record"}""");
        Assert.Equal((HttpStatusCode.OK, "True", "revoked"), (reviewed.Status, BreakGlassHost.Text(reviewed, "reviewed"), BreakGlassHost.Text(reviewed, "status")));
    }

    [Fact]
    public async Task List_has_the_open_ones_or_all()
    {
        string alice = await _host.OperatorAsync("alice");
        string first = BreakGlassHost.Text(await _host.SendAsync("POST", Path, alice, BreakGlassHost.Ask()), "grant_id");
        string second = BreakGlassHost.Text(await _host.SendAsync("POST", Path, alice, BreakGlassHost.Ask("globex")), "grant_id");
        await _host.SendAsync("DELETE", $"{Path}/{first}", alice);

        Assert.Equal([second], await Ids("?open=true"));
        Assert.Equal(2, (await Ids(string.Empty)).Length);
        Assert.Equal(2, (await Ids("?open=false")).Length);
        foreach (string bad in (string[])["?open=yes", "?open=", "?open=true&open=true", "?tenant=acme"])
        {
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Short(await _host.SendAsync("GET", Path + bad, alice)));
        }

        async Task<string[]> Ids(string query) =>
            [.. JsonDocument.Parse((await _host.SendAsync("GET", Path + query, alice)).Body).RootElement.GetProperty("grants").EnumerateArray().Select(static g => g.GetProperty("grant_id").GetString()!)];
    }

    public static TheoryData<string> BadBodies =>
    [
        "", "{", "[]", "{}", "null",
        BreakGlassHost.Ask(ticket: ""), BreakGlassHost.Ask(ticket: " "), BreakGlassHost.Ask(reason: ""), BreakGlassHost.Ask(scopes: ""), BreakGlassHost.Ask(scopes: "null"),
        BreakGlassHost.Ask(scopes: "\"operator.read@acme\""), BreakGlassHost.Ask(seconds: "0"), BreakGlassHost.Ask(seconds: "-1"), BreakGlassHost.Ask(seconds: "3601"),
        BreakGlassHost.Ask(seconds: "9223372036854775807"), BreakGlassHost.Ask(seconds: "1.5"), BreakGlassHost.Ask(seconds: "\"600\""), BreakGlassHost.Ask(seconds: "null"),
        """{"ticket":"INC-1","reason":"stuck","target_tenant":"acme","scopes":["operator.read"]}""",
        """{"reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":60}""",
        """{"ticket":"INC-1","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":60}""",
        """{"ticket":"INC-1","reason":"stuck","scopes":["operator.read"],"duration_seconds":60}""",
        """{"ticket":"INC-1","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":60,"second_approver":"bob"}""",
        """{"ticket":"INC-1","ticket":"INC-2","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":60}""",
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Bad_body_is_400_and_nothing_is_recorded_as_allowed(string body)
    {
        Answer answer = await _host.SendAsync("POST", Path, await _host.OperatorAsync("alice"), body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), Short(answer));
        Assert.Equal((AuditOutcome.Denied, "invalid_request"), (Assert.Single(_host.Records).Outcome, _host.Records.Single().ReasonCode));
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.NotFound, "not_found")]
    [InlineData("platform", HttpStatusCode.Forbidden, "policy_forbid")]
    public async Task Target_that_is_no_tenant_is_refused(string target, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), Short(await _host.SendAsync("POST", Path, await _host.OperatorAsync("alice"), BreakGlassHost.Ask(target))));

    [Theory]
    [InlineData("POST", "/b-none/approve", null)]
    [InlineData("POST", "/b-none/token", null)]
    [InlineData("POST", "/b-none/review", """{"note":"x"}""")]
    [InlineData("DELETE", "/b-none", null)]
    public async Task Grant_that_is_not_there_is_404(string method, string path, string? body) =>
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), Short(await _host.SendAsync(method, Path + path, await _host.OperatorAsync("alice"), body)));

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("POST", "/ID/approve")]
    [InlineData("POST", "/ID/token")]
    [InlineData("POST", "/ID/review")]
    [InlineData("DELETE", "/ID")]
    public async Task Routes_are_the_platform_admins_alone(string method, string path)
    {
        (string id, string grantToken) = await _host.OpenAsync(scopes: "\"operator.admin\"");
        path = Path + path.Replace("ID", id, StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), Short(await _host.SendAsync(method, path, credential: null)));
        foreach (string credential in (string[])[await _host.TokenAsync(TenantId.From("acme"), "owner", "operator.admin@acme"), await _host.TokenAsync(TenantId.Platform, "reader", "operator.read"), grantToken])
        {
            // Before the body: what the claim decides comes first.
            Assert.Equal((HttpStatusCode.Forbidden, "scope_missing"), Short(await _host.SendAsync(method, path, credential, method == "POST" ? "{" : null)));
        }
    }

    [Fact]
    public async Task Ledger_that_fails_is_503_and_nothing_was_asked_for()
    {
        _host.Ledger.BeforeAppend = static (e, _) => e.Action == "break_glass.requested" ? throw new IOException("secret-in-the-message") : ValueTask.CompletedTask;
        string alice = await _host.OperatorAsync("alice");

        Answer answer = await _host.SendAsync("POST", Path, alice, BreakGlassHost.Ask());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), Short(answer));
        Assert.Equal("""{"grants":[]}""", (await _host.SendAsync("GET", Path, alice)).Body);
    }

    private static (HttpStatusCode, string?) Short(Answer answer) => (answer.Status, answer.Code);

    private static (HttpStatusCode, string) Body(Answer answer) => (answer.Status, answer.Body);
}
