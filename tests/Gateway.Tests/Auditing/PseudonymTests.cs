using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Auditing;

/// <summary>A gateway that keeps pseudonyms: who acted stands in no trail, and is found by whoever knows him.</summary>
public sealed class PseudonymTests : IAsyncLifetime
{
    private const string Route = "/api/v1/audit";
    private const string Platform = "/api/v1/platform/audit";
    private const string Grants = "/api/v1/break-glass";

    private static readonly string[] Subjects = ["subject-alice", "subject-bob", "subject-gina", "subject-olga", "subject-otto"];

    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(static s => s.AddTenancy(static _ => { }).PseudonymizeSubjects(
            static o => (o.KeyId, o.Key) = ("k1", Encoding.ASCII.GetBytes(new string('k', 32)))));
        await DenyAsync("acme", "subject-alice", "r1");
        await DenyAsync("acme", "subject-alice", "r2");
        await DenyAsync("acme", "subject-bob", "r3");
        await DenyAsync("globex", "subject-alice", "r4");
        await DenyAsync("globex", "subject-gina", "r5");
        Assert.Equal(201, (await _gateway.SendAsync("POST", "/api/v1/keys", Admin("acme"), "{}")).Status);
        Assert.Equal(201, (await _gateway.SendAsync("POST", "/api/v1/members", Admin("acme"), """{"subject":"subject-bob","issuer":"dev","role":"member"}""")).Status);
        string grant = (await _gateway.SendAsync(
            "POST", Grants, Operator("subject-olga"), """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.admin"],"duration_seconds":600}""")).Member("grant_id");
        Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Grants}/{grant}/approve", Operator("subject-otto"))).Status);
        Granted = (await _gateway.SendAsync("POST", $"{Grants}/{grant}/token", Operator("subject-olga"))).Member("token");
        Assert.Equal(200, (await _gateway.SendAsync("GET", "/api/v1/sessions", Granted)).Status);
        await _gateway.WatchAsync();
    }

    private string Granted { get; set; } = string.Empty;

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task No_subject_stands_in_any_trail_answer_or_export_and_every_chain_is_whole()
    {
        string[] answers =
        [
            (await _gateway.SendAsync("GET", Route, Admin("acme"))).Body, (await _gateway.SendAsync("GET", Route, Admin("globex"))).Body,
            (await _gateway.SendAsync("GET", Platform, Operator("subject-olga"))).Body, (await _gateway.SendAsync("GET", Route, Granted)).Body,
        ];
        string ledger = Path.Combine(_gateway.DataFolder, "audit");
        Assert.Empty(DatabaseFile.Find(ledger, Subjects));
        Assert.NotEmpty(DatabaseFile.Find(ledger, ["hmac-sha256:v1:k1:", "\"requester\":\"hmac-sha256:", "\"approver\":\"hmac-sha256:"]));
        Assert.All(answers, static answer =>
        {
            Assert.DoesNotContain("subject-", answer, StringComparison.Ordinal);
            Assert.Contains("hmac-sha256:v1:k1:", answer, StringComparison.Ordinal);
            Assert.True(JsonDocument.Parse(answer).RootElement.GetProperty("chain").GetProperty("verified").GetBoolean());
        });
        foreach (string tenant in (string[])["acme", "globex", "platform"])
        {
            string export = await Exports.OfAsync(_gateway, tenant);
            Assert.DoesNotContain("subject-", export, StringComparison.Ordinal);
            Assert.Contains("hmac-sha256:v1:k1:", export, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Subject_has_one_pseudonym_in_every_trail_and_others_have_another()
    {
        string alice = Assert.Single((await ActorsAsync("acme", "?actor=subject-alice")).Distinct());
        string bob = Assert.Single((await ActorsAsync("acme", "?actor=subject-bob")).Distinct());

        // As AuditSubjects has it: over issuer and subject, and over nothing else.
        Assert.Equal(alice, Assert.Single(await ActorsAsync("globex", "?actor=subject-alice")));
        Assert.Equal(alice, _gateway.App.Services.GetRequiredService<AuditSubjects>().TextOf(DevelopmentWorld.Issuer, "subject-alice"));
        Assert.NotEqual(alice, bob);
    }

    [Fact]
    public async Task Filter_takes_the_subject_and_the_pseudonym()
    {
        string[] bySubject = await ActorsAsync("acme", "?actor=subject-alice");
        Assert.Equal(2, bySubject.Length);
        Assert.Equal(bySubject, await ActorsAsync("acme", $"?actor={bySubject[0]}"));
        Assert.Single(await ActorsAsync("acme", "?actor=subject-alice&run_id=r2"));
        Assert.Empty(await ActorsAsync("acme", "?actor=subject-alice&outcome=allowed"));
        Assert.Empty(await ActorsAsync("acme", "?actor=SUBJECT-ALICE"));
    }

    [Fact]
    public async Task Filter_says_nothing_of_who_acts_elsewhere()
    {
        string gina = Assert.Single(await ActorsAsync("globex", "?actor=subject-gina"));

        // Known elsewhere, by either name, or known nowhere: the same answer.
        string nobody = (await _gateway.SendAsync("GET", Route + "?actor=subject-nobody", Admin("acme"))).Body;
        Assert.Equal(nobody, (await _gateway.SendAsync("GET", Route + "?actor=subject-gina", Admin("acme"))).Body);
        Assert.Equal(nobody, (await _gateway.SendAsync("GET", $"{Route}?actor={gina}", Admin("acme"))).Body);
        Assert.Equal(0, JsonDocument.Parse(nobody).RootElement.GetProperty("records").GetArrayLength());
    }

    private string Admin(string tenant) => _gateway.TokenOf(tenant, "subject-admin", "operator.admin");

    private string Operator(string subject) => _gateway.TokenOf("platform", subject, "operator.admin");

    private async Task DenyAsync(string tenant, string subject, string run) =>
        Assert.Equal(404, (await _gateway.SendAsync("GET", $"/v1/runs/{run}", _gateway.TokenOf(tenant, subject, "operator.read"))).Status);

    private async Task<string[]> ActorsAsync(string tenant, string query)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _gateway.App.Services.GetRequiredService<JsonlAuditLedger>().FlushAsync(late.Token);
        Answer answer = await _gateway.SendAsync("GET", Route + query, Admin(tenant));
        return [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty("records").EnumerateArray().Select(static r => r.GetProperty("actor").GetString()!)];
    }
}
