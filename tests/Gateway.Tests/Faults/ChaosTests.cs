using Gateway.Tests.Approvals;
using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Testing.Chaos;

namespace Gateway.Tests.Faults;

/// <summary>Each contract that the host resolves fails: whoever asks is refused, with the reason that fits, and reads nothing of the fault.</summary>
public sealed class ChaosTests(ChaosWorld world) : IClassFixture<ChaosWorld>
{
    private const string Grants = "/api/v1/break-glass";

    private static readonly Dictionary<string, (string Method, Func<ChaosWorld, Task<(string Path, string Token, string? Json)>> Ask)> Cases = new()
    {
        ["owner of a session"] = ("GET", static async w => ($"/api/v1/sessions/{(await ChatAsync(w)).Session}", w.Admin, null)),
        ["owner of a run"] = ("GET", static async w => ($"/v1/runs/{(await ChatAsync(w)).Run}", w.Admin, null)),
        ["owner of an approval"] = ("POST", static async w => await AnswerAsync(w)),
        ["owner of a tenant"] = ("GET", static w => Asked("/api/v1/tenants/acme", w.Admin)),
        ["owner of a member"] = ("DELETE", static async w => ($"/api/v1/members/{await w.MadeAsync("/api/v1/members", w.Admin, $$"""{"issuer":"dev","subject":"{{w.Fresh("m")}}","role":"member"}""", "id")}", w.Admin, null)),
        ["owner of a key"] = ("DELETE", static async w => ($"/api/v1/keys/{await w.MadeAsync("/api/v1/keys", w.Admin, """{"role":"member"}""", "id")}", w.Admin, null)),
        ["owner of an invitation"] = ("DELETE", static async w => ($"/api/v1/invitations/{await w.MadeAsync("/api/v1/invitations", w.Admin, """{"role":"member"}""", "id")}", w.Admin, null)),
        ["owner of a grant"] = ("POST", static async w => ($"{Grants}/{await GrantAsync(w)}/approve", Operator(w, "otto"), null)),
        ["approvals"] = ("GET", static w => Asked("/api/v1/approvals", w.Admin)),
        ["holdings"] = ("DELETE", static async w => ($"/api/v1/tenants/{await TenantAsync(w)}", Operator(w, "olga"), null)),
        ["journal"] = ("POST", static w => Asked("/api/v1/keys", w.Admin, """{"role":"member"}""")),
        ["token issuer"] = ("POST", static async w => ($"{Grants}/{await ApprovedAsync(w)}/token", Operator(w, "olga"), null)),
        ["published keys"] = ("GET", static _ => Asked("/.well-known/jwks.json", string.Empty)),
        ["signer"] = ("POST", static w => Asked("/api/v1/keys", w.Admin, """{"role":"member"}""")),
        ["ledger"] = ("POST", static w => Asked("/api/v1/keys", w.Admin, """{"role":"member"}""")),
        ["trails"] = ("GET", static w => Asked("/api/v1/audit", w.Admin)),
        ["vault"] = ("GET", static w => Asked("/api/v1/secrets", w.Admin)),
        ["key wrapper"] = ("PUT", static async w => ("/api/v1/secrets/first", w.Gateway.Admin(await TenantAsync(w)), """{"value":"of-a-new-tenant"}""")),
        ["usage"] = ("GET", static w => Asked("/api/v1/usage", w.Admin)),
        ["quotas"] = ("POST", static w => Asked("/api/v1/chat", w.Admin, """{"message":"hello"}""")),
        ["limiter"] = ("GET", static w => Asked("/api/v1/sessions", w.Admin)),
        ["verifier"] = ("GET", static w => Asked("/api/v1/sessions", w.Admin)),
        ["sessions"] = ("GET", static w => Asked("/api/v1/sessions", w.Admin)),
        ["directory writer"] = ("POST", static w => Asked("/api/v1/keys", w.Admin, """{"role":"member"}""")),
        ["secret writer"] = ("PUT", static w => Asked("/api/v1/secrets/one", w.Admin, """{"value":"of-acme"}""")),
        ["runs"] = ("GET", static async w => ($"/v1/runs/{(await ChatAsync(w)).Run}", w.Admin, null)),
    };

    public static TheoryData<string, ChaosFault> Faults
    {
        get
        {
            var faults = new TheoryData<string, ChaosFault>();
            foreach (string contract in Cases.Keys)
            {
                faults.Add(contract, ChaosFault.Throw);
                faults.Add(contract, ChaosFault.Cancel);
            }

            return faults;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Nobody_is_let_in_by_a_part_that_fails(string contract, ChaosFault fault)
    {
        (string method, var ask) = Cases[contract];
        (string path, string token, string? json) = await ask(world);
        Answer answer = await WithAsync(world.PlanOf(contract), fault, () => world.Gateway.SendAsync(method, path, token.Length == 0 ? null : token, json));

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.DoesNotContain(ChaosWorld.Secret, answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_from_the_past_opens_nothing_that_is_gone()
    {
        string path = $"/api/v1/sessions/{(await ChatAsync(world)).Session}";
        Assert.Equal(200, (await world.Gateway.SendAsync("GET", path, world.Admin)).Status);
        Assert.Equal(200, (await world.Gateway.SendAsync("DELETE", path, world.Admin)).Status);
        ChaosPlan owners = world.PlanOf("owner of a session");
        int before = owners.Happened.Count;
        Answer stale = await WithAsync(owners, ChaosFault.Stale, () => world.Gateway.SendAsync("GET", path, world.Admin));

        Assert.Equal((404, "not_found"), (stale.Status, stale.Code));
        Assert.Equal(["IResourceOwnerSource`1.FindOwnerAsync: Stale"], owners.Happened.Skip(before));
    }

    [Theory]
    [InlineData("owner of a session", "/api/v1/sessions/")]
    [InlineData("owner of a run", "/v1/runs/")]
    public async Task An_owner_that_nobody_knows_is_nobody(string contract, string route)
    {
        Chatted own = await ChatAsync(world);
        string path = route + (route.Contains("runs") ? own.Run : own.Session);
        Answer answer = await WithAsync(world.PlanOf(contract), ChaosFault.Nothing, () => world.Gateway.SendAsync("GET", path, world.Admin));

        Assert.Equal((404, "not_found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_use_that_is_added_twice_counts_once()
    {
        string tenant = await TenantAsync(world);
        string token = world.Gateway.Admin(tenant);
        await WithAsync(world.PlanOf("usage"), ChaosFault.Duplicate, () => world.Gateway.SendAsync("POST", "/api/v1/chat", token, """{"message":"hello"}"""));

        Answer usage = await world.Gateway.SendAsync("GET", "/api/v1/usage", token);
        Assert.Contains("\"message_count\":1", usage.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verifier_that_is_slow_is_waited_for()
    {
        Answer answer = await WithAsync(world.PlanOf("verifier"), ChaosFault.Slow, () => world.Gateway.SendAsync("GET", "/api/v1/sessions", world.Admin));

        Assert.Equal(200, answer.Status);
    }

    private static async Task<Answer> WithAsync(ChaosPlan plan, ChaosFault fault, Func<Task<Answer>> ask)
    {
        int before = plan.Happened.Count;
        plan.Always(fault);
        plan.IsOn = true;
        try
        {
            Answer answer = await ask();
            Assert.True(plan.Happened.Count > before, "Nothing failed, so this shows nothing.");
            return answer;
        }
        finally
        {
            plan.IsOn = false;
        }
    }

    private static Task<(string Path, string Token, string? Json)> Asked(string path, string token, string? json = null) => Task.FromResult((path, token, json));

    private static string Operator(ChaosWorld world, string subject) => world.Gateway.TokenOf("platform", subject, "operator.admin");

    private static Task<Chatted> ChatAsync(ChaosWorld world) => world.Gateway.ChatAsync(world.Admin, "hello");

    private static Task<string> GrantAsync(ChaosWorld world) => world.MadeAsync(
        Grants, Operator(world, "olga"), """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""", "grant_id");

    private static async Task<string> ApprovedAsync(ChaosWorld world)
    {
        string id = await GrantAsync(world);
        Assert.Equal(200, (await world.Gateway.SendAsync("POST", $"{Grants}/{id}/approve", Operator(world, "otto"))).Status);
        return id;
    }

    private static async Task<string> TenantAsync(ChaosWorld world)
    {
        string tenant = world.Fresh("t");
        await world.Gateway.ChangeAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)) { Issuers = ["dev"] }));
        return tenant;
    }

    private static async Task<(string Path, string Token, string? Json)> AnswerAsync(ChaosWorld world)
    {
        Proposal proposal = await Proposal.MakeAsync(world.Gateway);
        await proposal.Stream.DisposeAsync();
        return (proposal.Path, Proposal.Approver(world.Gateway), $$"""{"approval_id":"{{proposal.Id}}","decision":"allow-once"}""");
    }
}
