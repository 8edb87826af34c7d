using ControlPlane.Tests.Support;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

namespace ControlPlane.Tests;

/// <summary>A deployment belongs to one tenant. What is another tenant's is not sent there, whatever the directory says.</summary>
public sealed class BoundDeploymentTests
{
    private const string List = """{"method":"sessions.list","correlation_id":"corr-1"}""";
    private const string Chat = """{"method":"chat.send","params":{"message":"canary-of-acme"},"correlation_id":"corr-1"}""";

    private static readonly TenantId Acme = TenantId.From("acme");

    [Theory]
    [InlineData(List, "dispatch.sessions.list")]
    [InlineData(Chat, "dispatch.chat.send")]
    public async Task A_directory_that_names_another_tenant_s_deployment_has_nothing_sent_there(string json, string action)
    {
        await using ScriptedRuntime own = await ScriptedRuntime.StartAsync(), other = await ScriptedRuntime.StartAsync();
        await using ControlWorld world = await BeforeAsync(own, other);
        string token = await world.TokenAsync("carol", "acme");
        await world.ChangeAsync(DirectoryChange.Describe(Acme, displayName: null, region: null, runtimeId: "cell-globex", expectedVersion: null));

        Answered answer = await world.DispatchAsync(token, "acme", json);

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(own.Asked);
        Assert.Empty(other.Asked);
        AuditEnvelope refused = Assert.Single(await world.TrailAsync(Acme), e => e.Action == action);
        Assert.Equal((AuditOutcome.Denied, "policy_denied", "corr-1"), (refused.Outcome, refused.ReasonCode, refused.CorrelationId));
        Assert.DoesNotContain(await world.TrailAsync(TenantId.From("globex")), static e => e.CorrelationId == "corr-1");
    }

    /// <summary>Between two attempts the tenant is given another deployment. The way that was begun is not gone on, and the other one gets nothing either.</summary>
    [Fact]
    public async Task A_deployment_that_is_changed_between_two_attempts_ends_the_call()
    {
        ControlWorld? running = null;
        await using ScriptedRuntime other = await ScriptedRuntime.StartAsync(ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ScriptedRuntime own = await ScriptedRuntime.StartAsync(
            async context =>
            {
                await running!.ChangeAsync(DirectoryChange.Describe(Acme, displayName: null, region: null, runtimeId: "cell-globex", expectedVersion: null));
                await ScriptedRuntime.Says(503)(context);
            },
            ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ControlWorld world = running = await BeforeAsync(own, other);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", List);

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Single(own.Asked);
        Assert.Empty(other.Asked);
    }

    /// <summary>A runtime is its tenant's, and what it answers is not a way round the record of the call.</summary>
    [Theory]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"id":"run-1","message":"\udc00"}""")]
    [InlineData("""{"id":"run-1","id":"run-2"}""")]
    [InlineData("""{"id":"run-1","m":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("raw")]
    public async Task An_answer_that_cannot_be_passed_on_is_a_failure_and_is_recorded(string body)
    {
        await using ScriptedRuntime other = await ScriptedRuntime.StartAsync();
        await using ScriptedRuntime own = await ScriptedRuntime.StartAsync(body == "raw" ? SaysNoTextAsync : ScriptedRuntime.Says(200, body));
        await using ControlWorld world = await BeforeAsync(own, other);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", Chat);

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Single(own.Asked);
        AuditEnvelope record = Assert.Single(await world.TrailAsync(Acme), static e => e.Action == "dispatch.chat.send");
        Assert.Equal((AuditOutcome.Denied, "dependency_unavailable", "corr-1"), (record.Outcome, record.ReasonCode, record.CorrelationId));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(11, 30)]
    [InlineData(3, 0)]
    [InlineData(3, 61)]
    public async Task Bounds_that_are_none_refuse_the_start(int attempts, int seconds)
    {
        TenancyConfigurationException refusal = await Assert.ThrowsAsync<TenancyConfigurationException>(() => ControlWorld.StartAsync(
            o => o with { Attempts = attempts, Timeout = TimeSpan.FromSeconds(seconds) }, withPlanes: false));

        Assert.Contains("ControlPlane:Attempts", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task SaysNoTextAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync((byte[])[.. "{\"id\":\""u8, 0xFF, .. "\"}"u8]);
    }

    private static Task<ControlWorld> BeforeAsync(ScriptedRuntime own, ScriptedRuntime other) => ControlWorld.StartAsync(
        o => o with
        {
            Tenants = [new ServedTenant { Id = "acme", Runtime = "cell-acme", Address = own.Address }, new ServedTenant { Id = "globex", Runtime = "cell-globex", Address = other.Address }],
            Timeout = TimeSpan.FromSeconds(5),
        },
        withPlanes: false);
}
