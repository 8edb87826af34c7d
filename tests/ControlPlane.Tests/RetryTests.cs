using ControlPlane.Tests.Support;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

namespace ControlPlane.Tests;

/// <summary>What fails is tried again where that does no harm, each time with a token of its own, and never becomes a success.</summary>
public sealed class RetryTests
{
    private const string List = """{"method":"sessions.list","correlation_id":"corr-1"}""";
    private const string Chat = """{"method":"chat.send","params":{"message":"hello"},"correlation_id":"corr-1"}""";

    [Fact]
    public async Task Each_attempt_has_its_own_token_and_the_same_idempotency_key()
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(ScriptedRuntime.Says(503), ScriptedRuntime.Says(429), ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ControlWorld world = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", List);

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal(3, runtime.Asked.Count);
        Assert.Equal(3, runtime.Asked.Select(static a => a.TokenId).Distinct().Count());
        Assert.Single(runtime.Asked.Select(static a => a.IdempotencyKey).Distinct());
        Assert.All(runtime.Asked, static a => Assert.Equal(("acme", "corr-1"), (a.Tenant, a.CorrelationId)));
    }

    [Fact]
    public async Task A_retry_of_what_changes_something_keeps_tenant_body_and_idempotency_key()
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(ScriptedRuntime.Says(429), ScriptedRuntime.Says(429), ScriptedRuntime.Says(200, """{"id":"r1"}"""));
        await using ControlWorld world = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", Chat);

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal(3, runtime.Asked.Select(static a => a.TokenId).Distinct().Count());
        (string tenant, string key, string body) = Assert.Single(runtime.Asked.Select(static a => (a.Tenant, a.IdempotencyKey, a.Body)).Distinct());
        Assert.Equal(("acme", 32, """{"message":"hello"}"""), (tenant, key.Length, body));
    }

    public static TheoryData<string, int> Failures() => new()
    {
        { "429", 3 }, { "500", 3 }, { "502", 3 }, { "503", 3 }, { "hang", 3 }, { "break", 3 }, { "html", 3 }, { "torn", 3 },
        { "204", 1 }, { "302", 1 }, { "401", 1 }, { "403", 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_never_becomes_a_success(string failure, int attempts)
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync([.. Enumerable.Repeat(Fault(failure), 9)]);
        await using ControlWorld world = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", List);

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Equal(attempts, runtime.Asked.Count);
        Assert.Contains(await world.TrailAsync(TenantId.From("acme")), static e => (e.Action, e.ReasonCode, e.CorrelationId) == ("dispatch.sessions.list", "dependency_unavailable", "corr-1"));
    }

    /// <summary>Of a call that changes something it is not known whether it was done, unless the runtime says that it was not.</summary>
    [Theory]
    [InlineData("500", 1)]
    [InlineData("503", 1)]
    [InlineData("hang", 1)]
    [InlineData("break", 1)]
    [InlineData("torn", 1)]
    [InlineData("429", 3)]
    public async Task What_may_have_been_done_is_not_done_again(string failure, int attempts)
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync([.. Enumerable.Repeat(Fault(failure), 9)]);
        await using ControlWorld world = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", Chat);

        Assert.Equal((503, "dependency_unavailable", attempts), (answer.Status, answer.Code, runtime.Asked.Count));
    }

    [Theory]
    [InlineData(400, "invalid_request")]
    [InlineData(404, "not_found")]
    [InlineData(409, "conflict")]
    public async Task What_the_runtime_says_of_the_callers_input_is_handed_on(int status, string code)
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(ScriptedRuntime.Says(status, """{"code":"secret-of-the-runtime"}"""));
        await using ControlWorld world = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", Chat);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret-of-the-runtime", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_is_not_there_is_unavailable()
    {
        await using ControlWorld world = await ControlWorld.StartAsync(static o => o with { Tenants = [Acme(new Uri("http://127.0.0.1:1"))] }, withPlanes: false);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", Chat);

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Equal(1, (await world.TrailAsync(TenantId.From("acme"))).Count(static e => e.Action == "runtime_tokens.issue"));
    }

    private static Task<ControlWorld> BeforeAsync(ScriptedRuntime runtime) => ControlWorld.StartAsync(
        o => o with { Tenants = [Acme(runtime.Address)], Timeout = TimeSpan.FromSeconds(1) }, withPlanes: false);

    private static ServedTenant Acme(Uri address) => new() { Id = "acme", Runtime = "cell-acme", Address = address };

    internal static Func<HttpContext, Task> Fault(string name) => name switch
    {
        "hang" => ScriptedRuntime.Hangs,
        "break" => ScriptedRuntime.Breaks,
        "302" => ScriptedRuntime.Redirects,
        "204" => static context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        },
        "html" => ScriptedRuntime.Says(200, "<html>", "text/html"),
        "torn" => ScriptedRuntime.Says(200, """{"sessions":["""),
        _ => ScriptedRuntime.Says(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
