using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Secrets.Dispatch;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Dispatch;

/// <summary>A request goes to its own tenant's deployment or nowhere, and a retry is the same request.</summary>
public sealed class TenantDispatchHandlerTests
{
    private static readonly Uri There = new("http://runtime/api/v1/chat");

    [Fact]
    public async Task One_of_another_tenant_or_of_nobody_is_not_sent()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(200));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage nobodys = Ask(HttpMethod.Get);
        await Assert.ThrowsAsync<TenantMismatchException>(() => invoker.SendAsync(nobodys, default));
        foreach (TenantId other in (TenantId[])[TestWorld.Globex, TenantId.Platform])
        {
            using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, other));
            await Assert.ThrowsAsync<TenantMismatchException>(() => invoker.SendAsync(request, default));
            using HttpRequestMessage permitted = Ask(HttpMethod.Get).ForTenant(Permit(world, other));
            await Assert.ThrowsAsync<TenantMismatchException>(() => invoker.SendAsync(permitted, default));
        }

        Assert.Empty(deployment.Seen);
    }

    [Fact]
    public async Task The_tenant_s_own_is()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(200));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage byContext = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        using HttpRequestMessage byPermit = Ask(HttpMethod.Get).ForTenant(Permit(world, TestWorld.Acme));
        Assert.Equal(HttpStatusCode.OK, (await invoker.SendAsync(byContext, default)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await invoker.SendAsync(byPermit, default)).StatusCode);
    }

    [Fact]
    public async Task A_tenant_that_is_suspended_meanwhile_sends_nothing_more()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment((r, c) =>
        {
            world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
            return ScriptedDeployment.Says(503)(r, c);
        });
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => invoker.SendAsync(request, default));
        Assert.Single(deployment.Seen);
    }

    [Theory]
    [InlineData(503), InlineData(429)]
    public async Task A_retry_is_the_same_request(int status)
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(status), ScriptedDeployment.Throws(new HttpRequestException(HttpRequestError.ConnectionError)), ScriptedDeployment.Says(201));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage request = Ask(HttpMethod.Post, "k-1", "{}").ForTenant(Context(world, TestWorld.Acme));
        Assert.Equal(HttpStatusCode.Created, (await invoker.SendAsync(request, default)).StatusCode);
        Assert.Equal(Enumerable.Repeat("POST /api/v1/chat [k-1] {}", 3), deployment.Seen);
    }

    [Theory]
    [InlineData("POST", null, 1), InlineData("PATCH", null, 1), InlineData("POST", "k", 3), InlineData("GET", null, 3), InlineData("PUT", null, 3), InlineData("DELETE", null, 3)]
    public async Task What_may_be_done_twice_is_tried_again_and_nothing_else(string method, string? key, int times)
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(503));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage request = Ask(new HttpMethod(method), key).ForTenant(Context(world, TestWorld.Acme));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, times), ((await invoker.SendAsync(request, default)).StatusCode, deployment.Seen.Count));
    }

    [Theory]
    [InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(409), InlineData(500), InlineData(502), InlineData(504)]
    public async Task Any_other_answer_comes_back_as_it_is(int status)
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(status));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        Assert.Equal((status, 1), ((int)(await invoker.SendAsync(request, default)).StatusCode, deployment.Seen.Count));
    }

    [Theory]
    [InlineData("1", 3), InlineData("61", 1), InlineData("Thu, 01 Jan 2026 13:00:00 GMT", 1), InlineData("Thu, 01 Jan 2026 11:00:00 GMT", 3), InlineData("soon", 3)]
    public async Task Retry_After_is_honoured_within_bounds(string retryAfter, int times)
    {
        var time = new ManualTime();
        using var world = new TestWorld(time: time);
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(429, retryAfter));
        using HttpMessageInvoker invoker = Invoker(deployment, new TenantDispatchOptions { MaxRetryDelay = TimeSpan.FromSeconds(5) }, time);
        using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        Task<HttpResponseMessage> sending = invoker.SendAsync(request, default);
        DateTimeOffset begun = time.Now;
        for (int i = 0; !sending.IsCompleted && i < 600; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1);
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, times), ((await sending.WaitAsync(TimeSpan.FromSeconds(60))).StatusCode, deployment.Seen.Count));
        Assert.True(retryAfter != "1" || time.Now - begun >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task What_takes_too_long_is_no_success()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.NeverAnswers);
        using HttpMessageInvoker invoker = Invoker(deployment, new TenantDispatchOptions { AttemptTimeout = TimeSpan.FromMilliseconds(20), RetryDelay = TimeSpan.Zero });
        using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        var late = await Assert.ThrowsAsync<TaskCanceledException>(() => invoker.SendAsync(request, default).WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.IsType<TimeoutException>(late.InnerException);
        Assert.Equal(3, deployment.Seen.Count);
    }

    [Fact]
    public async Task What_cannot_be_reached_is_thrown()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Throws(new HttpRequestException("refused", new SocketException(111))));
        using HttpMessageInvoker invoker = Invoker(deployment);
        using HttpRequestMessage request = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        await Assert.ThrowsAsync<HttpRequestException>(() => invoker.SendAsync(request, default));
        Assert.Equal(3, deployment.Seen.Count);
        using var untrusted = new ScriptedDeployment(ScriptedDeployment.Throws(new HttpRequestException(HttpRequestError.SecureConnectionError)));
        using HttpMessageInvoker once = Invoker(untrusted);
        using HttpRequestMessage other = Ask(HttpMethod.Get).ForTenant(Context(world, TestWorld.Acme));
        await Assert.ThrowsAsync<HttpRequestException>(() => once.SendAsync(other, default));
        Assert.Single(untrusted.Seen);
    }

    [Fact]
    public async Task A_body_that_cannot_be_kept_is_sent_once()
    {
        using var world = new TestWorld();
        using var deployment = new ScriptedDeployment(ScriptedDeployment.Says(503));
        using HttpMessageInvoker invoker = Invoker(deployment, new TenantDispatchOptions { MaxReplayedBodyBytes = 3, RetryDelay = TimeSpan.Zero });
        using HttpRequestMessage request = Ask(HttpMethod.Put, body: "long").ForTenant(Context(world, TestWorld.Acme));
        await invoker.SendAsync(request, default);
        Assert.Single(deployment.Seen);
    }

    /// <summary>A deployment is its tenant's own: where it points to is another tenant's, or the inside of the network.</summary>
    [Theory]
    [InlineData("sockets"), InlineData("client"), InlineData("behind others")]
    public async Task A_deployment_sends_nothing_on_to_another_one(string inner)
    {
        using var world = new TestWorld();
        await using LoopbackServer other = await LoopbackServer.StartAsync(static c => c.Response.Body.WriteAsync("another tenant's"u8.ToArray()).AsTask());
        await using LoopbackServer own = await LoopbackServer.StartAsync(c =>
        {
            (c.Response.StatusCode, c.Response.Headers.Location) = (307, $"http://127.0.0.1:{other.Port}/");
            return Task.CompletedTask;
        });
        using HttpMessageInvoker invoker = Invoker(inner switch
        {
            "sockets" => new SocketsHttpHandler(),
            "client" => new HttpClientHandler(),
            _ => new Through { InnerHandler = new Through { InnerHandler = new SocketsHttpHandler() } },
        });
        using HttpRequestMessage request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{own.Port}/") { Content = new StringContent("of acme") }.ForTenant(Context(world, TestWorld.Acme));

        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, default));

        Assert.Equal((0, 0), (own.Seen.Count, other.Seen.Count));
    }

    [Fact]
    public async Task A_redirect_is_an_answer()
    {
        using var world = new TestWorld();
        await using LoopbackServer own = await LoopbackServer.StartAsync(static c =>
        {
            (c.Response.StatusCode, c.Response.Headers.Location) = (307, "/elsewhere");
            return Task.CompletedTask;
        });
        using HttpMessageInvoker invoker = Invoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpRequestMessage request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{own.Port}/").ForTenant(Context(world, TestWorld.Acme));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await invoker.SendAsync(request, default)).StatusCode);
        Assert.Single(own.Seen);
    }

    [Fact]
    public void A_process_that_is_not_pinned_has_none()
    {
        using var shared = new TestWorld(build: static b => b.AddTenantDispatch());
        Assert.Throws<TenancyConfigurationException>(() => shared.Services.GetRequiredService<TenantDispatchHandler>());
        using var pinned = new TestWorld(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"), static b => b.AddTenantDispatch());
        using var handler = pinned.Services.GetRequiredService<TenantDispatchHandler>();
        Assert.NotNull(handler);
    }

    private sealed class Through : DelegatingHandler;

    private static HttpMessageInvoker Invoker(HttpMessageHandler deployment, TenantDispatchOptions? options = null, TimeProvider? time = null) =>
        new(new TenantDispatchHandler(TestWorld.Acme, options ?? new TenantDispatchOptions { RetryDelay = TimeSpan.Zero }, time) { InnerHandler = deployment });

    private static HttpRequestMessage Ask(HttpMethod method, string? key = null, string? body = null)
    {
        var request = new HttpRequestMessage(method, There) { Content = body is null ? null : new StringContent(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    private static TenantContext Context(TestWorld world, TenantId tenant)
    {
        IServiceProvider scope = world.Services.CreateScope().ServiceProvider;
        scope.GetRequiredService<ITenantContextFactory>().Bind(world.Claim(tenant, "operator.write"), permit: null, correlationId: null);
        return scope.GetRequiredService<TenantContext>();
    }

    private static AccessPermit Permit(TestWorld world, TenantId tenant)
    {
        AccessActionKind kind = tenant == TenantId.Platform ? AccessActionKind.Platform : AccessActionKind.Tenant;
        world.Engine.Authorize(
            new AccessRequest(world.Claim(tenant, "operator.write"), world.Engine.Action("operator.write", "dispatch", kind), ResourceRef.Collection(tenant), world.Time.Now), out AccessPermit? permit);
        return permit!;
    }
}
