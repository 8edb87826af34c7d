using System.Text;
using ControlPlane.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace ControlPlane.Tests;

/// <summary>A user of one tenant has things done by that tenant's own gateway, and by no other.</summary>
public sealed class DispatchTests
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private static readonly TenantId Globex = TenantId.From("globex");

    [Fact]
    public async Task A_call_is_done_by_the_tenants_own_gateway_and_recorded_on_both_sides()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string token = await world.TokenAsync("alice", "acme");

        Answered answer = await world.DispatchAsync(token, "acme", """{"method":"chat.send","params":{"message":"canary-of-acme"},"correlation_id":"corr-1"}""");

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal("corr-1", answer.Member("correlation_id"));
        Assert.Equal(answer.Member("result.id"), answer.Member("run_id"));
        Assert.NotEmpty(world.Planes["acme"].Calls.Take());
        Assert.Empty(world.Planes["globex"].Calls.Take());

        AuditEnvelope[] control = [.. (await world.TrailAsync(Acme)).Where(static e => e.CorrelationId == "corr-1")];
        Assert.Equal(["runtime_tokens.issue", "dispatch.chat.send"], control.Select(static e => e.Action));
        AuditEnvelope data = Assert.Single(await world.Planes["acme"].TrailAsync(Acme), static e => e.CorrelationId == "corr-1");
        Assert.Equal((AuditOutcome.Allowed, "control-plane"), (data.Outcome, data.Issuer));
        Assert.All([.. control, data], e => Assert.Equal(ControlWorld.SubjectOf(token), e.Actor));
        Assert.Equal(answer.Member("run_id"), control[1].ResourceId);
        Assert.DoesNotContain(await world.TrailAsync(Globex), static e => e.CorrelationId == "corr-1");
    }

    [Fact]
    public async Task The_control_plane_keeps_nothing_of_what_the_tenants_do()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string token = await world.TokenAsync("alice", "acme");
        Answered chat = await world.DispatchAsync(token, "acme", """{"method":"chat.send","params":{"message":"canary-of-acme"}}""");
        Answered made = await world.DispatchAsync(token, "acme", """{"method":"sessions.create","params":{"title":"canary-title"}}""");
        Answered list = await world.DispatchAsync(token, "acme", """{"method":"sessions.list"}""");
        await world.DispatchAsync(token, "acme", """{"method":"chat.send","params":{"message":"canary-refused","session_id":"absent"}}""");
        Assert.Contains("canary-of-acme", chat.Body, StringComparison.Ordinal);
        Assert.Contains("canary-title", list.Body, StringComparison.Ordinal);
        Assert.Equal(200, made.Status);
        await world.TrailAsync(Acme);

        string[] files = Directory.GetFiles(world.Folder, "*", SearchOption.AllDirectories);

        string[] expected = ["audit", "directory.jsonl", "runtimes-ring.json", "users-ring.json"];
        Assert.All(files, file => Assert.Contains(expected, name => Path.GetRelativePath(world.Folder, file).StartsWith(name, StringComparison.Ordinal)));
        Assert.Contains(files, file => ReadShared(file).Contains("dispatch.chat.send", StringComparison.Ordinal));
        Assert.All(files, static file => Assert.DoesNotContain("canary", ReadShared(file), StringComparison.Ordinal));
        Assert.Contains(
            Directory.GetFiles(world.Planes["acme"].Folder, "*", SearchOption.AllDirectories), static file => ReadShared(file).Contains("canary-of-acme", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("globex", null, "selector_mismatch")]
    [InlineData("acme", "globex", "selector_mismatch")]
    [InlineData("globex", "globex", "selector_mismatch")]
    [InlineData("ACME", null, "selector_mismatch")]
    [InlineData("nobody", null, "selector_mismatch")]
    [InlineData("platform", null, "selector_mismatch")]
    public async Task The_route_and_the_header_select_and_decide_nothing(string route, string? header, string code)
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string token = await world.TokenAsync("alice", "acme");

        Answered answer = await world.DispatchAsync(
            token, route, """{"method":"sessions.list"}""", header is null ? [] : [("X-Tenant-Id", header)]);

        Assert.Equal((403, code), (answer.Status, answer.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
        Assert.Empty(world.Planes["globex"].Calls.Take());
    }

    [Fact]
    public async Task Without_a_credential_nothing_is_called()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();

        Answered none = await world.DispatchAsync(token: null, "acme", """{"method":"sessions.list"}""");
        Answered identity = await world.DispatchAsync(world.Login("alice"), "acme", """{"method":"sessions.list"}""");

        Assert.Equal((401, "claim_missing", 401, "token_invalid"), (none.Status, none.Code, identity.Status, identity.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
    }

    [Fact]
    public async Task A_role_that_may_only_look_has_nothing_done()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string token = await world.TokenAsync("alice", "globex");

        Answered chat = await world.DispatchAsync(token, "globex", """{"method":"chat.send","params":{"message":"hello"}}""");
        Answered list = await world.DispatchAsync(token, "globex", """{"method":"sessions.list"}""");

        Assert.Equal((403, "scope_missing", 200), (chat.Status, chat.Code, list.Status));
        Assert.DoesNotContain(world.Planes["globex"].Calls.Take(), static c => c.StartsWith("Add", StringComparison.Ordinal) || c.StartsWith("Create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_tenant_is_another_token_and_the_first_one_stays_as_it_was()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string acme = await world.TokenAsync("alice", "acme");
        string globex = await world.TokenAsync("alice", "globex");
        const string List = """{"method":"sessions.list"}""";

        Assert.Equal(200, (await world.DispatchAsync(acme, "acme", List)).Status);
        Assert.Equal(200, (await world.DispatchAsync(globex, "globex", List)).Status);
        Assert.Equal(403, (await world.DispatchAsync(acme, "globex", List)).Status);
        Assert.Equal(403, (await world.DispatchAsync(globex, "acme", List)).Status);
        Assert.Single(await world.TrailAsync(Acme), static e => e.Action == "tokens.exchange");
        Assert.Single(await world.TrailAsync(Globex), static e => e.Action == "tokens.exchange");
    }

    [Fact]
    public async Task Who_is_removed_gets_no_token_and_his_old_one_is_dead()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        string token = await world.TokenAsync("alice", "acme");
        Assert.Equal(200, (await world.DispatchAsync(token, "acme", """{"method":"sessions.list"}""")).Status);
        world.Planes["acme"].Calls.Take();

        await world.ChangeAsync(DirectoryChange.RemoveMember(Acme, UserId.From(ControlWorld.SubjectOf(token)), DirectoryActor.Host));

        Answered exchange = await world.ExchangeAsync(world.Login("alice"), "acme");
        Answered dispatch = await world.DispatchAsync(token, "acme", """{"method":"sessions.list"}""");
        Assert.Equal((401, "token_invalid", 401, "token_invalid"), (exchange.Status, exchange.Code, dispatch.Status, dispatch.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
    }

    /// <summary>The control plane can reach both gateways. What it does for acme it does as acme.</summary>
    [Fact]
    public async Task A_session_of_another_tenant_is_not_there_though_the_control_plane_could_reach_it()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        Answered made = await world.DispatchAsync(await world.TokenAsync("bob", "globex"), "globex", """{"method":"sessions.create","params":{}}""");
        string foreign = made.Member("result.session_id");
        Assert.NotEmpty(foreign);
        string token = await world.TokenAsync("alice", "acme");

        Answered answer = await world.DispatchAsync(token, "acme", $$$"""{"method":"sessions.read","params":{"session_id":"{{{foreign}}}"}}""");
        Answered absent = await world.DispatchAsync(token, "acme", """{"method":"sessions.read","params":{"session_id":"s-absent"}}""");

        Assert.Equal((404, absent.Body), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("""{"method":"sessions.delete"}""")]
    [InlineData("""{"method":["sessions.list"]}""")]
    [InlineData("""{"method":{"x":"sessions.list"}}""")]
    [InlineData("""{"method":"sessions.list","method":"sessions.list"}""")]
    [InlineData("""{"method":"sessions.list","Method":"sessions.list"}""")]
    [InlineData("""{"method":"sessions.list","tenant":"acme"}""")]
    [InlineData("""{"method":"sessions.list","params":[]}""")]
    [InlineData("""{"method":"sessions.list","params":{"limit":1}}""")]
    [InlineData("""{"method":"sessions.list","correlation_id":["a"]}""")]
    [InlineData("""{"method":"sessions.list","correlation_id":"a b"}""")]
    [InlineData("""{"method":"sessions.list","correlation_id":""}""")]
    [InlineData("""{"method":"sessions.read","params":{"session_id":["a"]}}""")]
    [InlineData("""{"method":"sessions.read","params":{"session_id":"../../healthz"}}""")]
    [InlineData("""{"method":"sessions.read","params":{"session_id":"a","session_id":"b"}}""")]
    [InlineData("""{"method":"chat.send","params":{"message":["a"]}}""")]
    [InlineData("""{"method":"chat.send","params":{"message":"a","message":"b"}}""")]
    [InlineData("""{"method":"chat.send","params":{"message":"a","tenant_id":"acme"}}""")]
    [InlineData("""[]""")]
    [InlineData("""not json""")]
    public async Task Bad_input_is_refused(string json)
    {
        await using ControlWorld world = await ControlWorld.StartAsync();

        Answered answer = await world.DispatchAsync(await world.TokenAsync("alice", "acme"), "acme", json);

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
    }

    /// <summary>The control plane's routing is wrong, and what arrives is still for another runtime.</summary>
    [Fact]
    public async Task A_token_for_one_runtime_is_refused_by_another()
    {
        await using ControlWorld world = await ControlWorld.StartAsync(static o => o with
        {
            Tenants = [.. o.Tenants.Select(t => t with { Address = o.Tenants.Single(other => other.Id != t.Id).Address })],
        });

        Answered answer = await world.DispatchAsync(await world.TokenAsync("alice", "acme"), "acme", """{"method":"sessions.list","correlation_id":"corr-2"}""");

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
        Assert.Empty(world.Planes["globex"].Calls.Take());
        Assert.Contains(await world.Planes["globex"].TrailAsync(TenantId.Platform), static e => (e.ReasonCode, e.Detail, e.CorrelationId) == ("token_invalid", "audience", "corr-2"));
        Assert.Contains(await world.TrailAsync(Acme), static e => (e.ReasonCode, e.CorrelationId) == ("dependency_unavailable", "corr-2"));
    }

    [Fact]
    public async Task A_tenant_whose_runtime_is_not_routed_is_unavailable()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        await world.ChangeAsync(DirectoryChange.Describe(Acme, displayName: null, region: null, runtimeId: "cell-elsewhere", expectedVersion: null));

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", """{"method":"sessions.list"}""");

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(world.Planes["acme"].Calls.Take());
    }

    private static string ReadShared(string path)
    {
        // The name file of a running host is locked, and holds its name alone.
        if (Path.GetFileName(path) == "host-id" || new FileInfo(path).Length == 0)
        {
            return string.Empty;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
