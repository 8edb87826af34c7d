using ControlPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

namespace ControlPlane.Tests;

/// <summary>Whatever fails, and however often it is tried again: who is refused stays refused, and who loses his right meanwhile is refused from then on.</summary>
public sealed class RefusedRetryTests
{
    private const string List = """{"method":"sessions.list","correlation_id":"corr-1"}""";
    private const string Chat = """{"method":"chat.send","params":{"message":"hello"},"correlation_id":"corr-1"}""";

    private static readonly TenantId Acme = TenantId.From("acme");

    public static TheoryData<string> Failures => ["429", "500", "502", "503", "hang", "break", "html", "torn", "302", "401"];

    [Theory, MemberData(nameof(Failures))]
    public async Task Who_may_not_is_refused_before_a_runtime_that_fails_is_asked(string failure)
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync([.. Enumerable.Repeat(RetryTests.Fault(failure), 12)]);
        await using ControlWorld world = await BeforeAsync(runtime, ControlWorld.Member("acme", "rita", "readonly"));

        Answered[] refused =
        [
            await world.DispatchAsync(token: null, "acme", List),
            await world.DispatchAsync("x.y.z", "acme", List),
            await world.DispatchAsync(await world.TokenAsync("bob", "globex"), "acme", List),
            await world.DispatchAsync(await world.TokenAsync("rita", "acme"), "acme", Chat),
        ];

        Assert.Equal([(401, "claim_missing"), (401, "token_invalid"), (403, "selector_mismatch"), (403, "scope_missing")], refused.Select(static r => (r.Status, r.Code)));
        Assert.Empty(runtime.Asked);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("503")]
    [InlineData("torn")]
    public async Task Who_is_removed_between_two_attempts_gets_no_second_token(string failure)
    {
        ControlWorld? running = null;
        string? user = null;
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(
            async context =>
            {
                await running!.ChangeAsync(DirectoryChange.RemoveMember(Acme, UserId.From(user!), DirectoryActor.Host));
                await RetryTests.Fault(failure)(context);
            },
            ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ControlWorld world = running = await BeforeAsync(runtime, ControlWorld.Member("acme", "rita", "member"));
        string token = await world.TokenAsync("rita", "acme");
        user = ControlWorld.SubjectOf(token);

        Answered answer = await world.DispatchAsync(token, "acme", List);

        Assert.Equal((401, "token_invalid", 1), (answer.Status, answer.Code, runtime.Asked.Count));
        Assert.Equal((401, "token_invalid"), Of(await world.DispatchAsync(token, "acme", List)));
    }

    [Theory]
    [InlineData("503")]
    [InlineData("break")]
    public async Task Tenant_that_is_suspended_between_two_attempts_gets_no_second_token(string failure)
    {
        ControlWorld? running = null;
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(
            async context =>
            {
                await running!.ChangeAsync(DirectoryChange.SetStatus(Acme, TenantStatus.Suspended));
                await RetryTests.Fault(failure)(context);
            },
            ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ControlWorld world = running = await BeforeAsync(runtime);

        Answered answer = await world.DispatchAsync(await world.TokenAsync("carol", "acme"), "acme", List);

        Assert.Equal((401, "token_invalid", 1), (answer.Status, answer.Code, runtime.Asked.Count));
    }

    [Fact]
    public async Task Without_its_record_no_attempt_is_made_and_no_token_exchanged()
    {
        await using ScriptedRuntime runtime = await ScriptedRuntime.StartAsync(ScriptedRuntime.Says(200, """{"sessions":[]}"""));
        await using ControlWorld world = await BeforeAsync(runtime, services: FailingLedger.PutBefore);
        string token = await world.TokenAsync("carol", "acme");
        var ledger = (FailingLedger)world.Services.GetRequiredService<IAuditLedger>();
        ledger.Fails = true;

        Answered answer = await world.DispatchAsync(token, "acme", List);
        Answered exchange = await world.ExchangeAsync(world.Login("carol"), "acme");

        Assert.Equal((503, "dependency_unavailable"), Of(answer));
        Assert.Equal(503, exchange.Status);
        Assert.DoesNotContain("access_token", exchange.Body, StringComparison.Ordinal);
        Assert.Empty(runtime.Asked);

        ledger.Fails = false;
        Assert.Equal(200, (await world.DispatchAsync(token, "acme", List)).Status);
    }

    private static (int Status, string Code) Of(Answered answer) => (answer.Status, answer.Code);

    private static Task<ControlWorld> BeforeAsync(ScriptedRuntime runtime, KnownMember? more = null, Action<IServiceCollection>? services = null) => ControlWorld.StartAsync(
        o => o with
        {
            Tenants = [new ServedTenant { Id = "acme", Runtime = "cell-acme", Address = runtime.Address }, new ServedTenant { Id = "globex", Runtime = "cell-globex", Address = runtime.Address }],
            Timeout = TimeSpan.FromSeconds(1),
            Members = more is null ? o.Members : [.. o.Members, more],
        },
        services,
        withPlanes: false);

    /// <summary>A ledger that takes no record where it is told so.</summary>
    private sealed class FailingLedger(IAuditLedger real) : IAuditLedger
    {
        public bool IsDurable => real.IsDurable;

        public bool Fails { get; set; }

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) =>
            Fails ? throw new TimeoutException("No answer.") : real.AppendAsync(envelope, cancellationToken);

        public void Emit(AuditEnvelope envelope) => real.Emit(envelope);

        public static void PutBefore(IServiceCollection services)
        {
            ServiceDescriptor real = services.Last(static d => d.ServiceType == typeof(IAuditLedger));
            services.AddSingleton<IAuditLedger>(p => new FailingLedger((IAuditLedger)real.ImplementationFactory!(p)));
        }
    }
}
