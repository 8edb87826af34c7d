using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>Each hop is judged as the first request was, and the credential stays with the host that it is for.</summary>
public sealed class RedirectTests
{
    private const string One = "one.example.com";
    private const string Other = "other.example.com";
    private const string Secret = "tok-0123456789abcdef";

    [Theory]
    [InlineData("http://127.0.0.1:{0}/in", "host")]
    [InlineData("http://evil.example.com:{0}/in", "host")]
    [InlineData("http://one.example.com:1/in", "port")]
    [InlineData("https://one.example.com:{0}/in", "scheme")]
    [InlineData("http://x@one.example.com:{0}/in", "host")]
    [InlineData("http://private.example.com:{0}/in", "address")]
    [InlineData("//one.example.com:{0}/in", "redirect")]
    [InlineData("http:\\\\one.example.com:{0}/in", "redirect")]
    [InlineData("file:///etc/passwd", "redirect")]
    public async Task One_that_leads_where_no_request_may_go_is_refused(string location, string word)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(c => Redirect(c, 302, c.Request.Path == "/" ? location.Replace("{0}", $"{c.Request.Host.Port}") : null));
        using EgressWorld world = Make(server.Port);
        world.Resolver.Answer("private.example.com", "10.0.0.1");
        using HttpClient client = await world.ClientAsync();
        await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"http://{One}:{server.Port}/"));
        Assert.Equal((word, 1), (Assert.Single(world.Refusals(TestWorld.Acme)).Details["refusal"], server.Seen.Count));
    }

    [Theory]
    [InlineData(301, "POST", "GET", ""), InlineData(302, "POST", "GET", ""), InlineData(303, "PUT", "GET", ""), InlineData(303, "HEAD", "HEAD", "")]
    [InlineData(307, "POST", "POST", "body"), InlineData(308, "PUT", "PUT", "body"), InlineData(301, "PUT", "PUT", "body")]
    public async Task Method_and_body_follow_the_standard(int status, string method, string then, string body)
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(c => Redirect(c, status, c.Request.Path == "/" ? "/next" : null));
        using EgressWorld world = Make(server.Port);
        using HttpClient client = await world.ClientAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{One}:{server.Port}/");
        request.Content = method == "HEAD" ? null : new StringContent("body");
        using HttpResponseMessage response = await client.SendAsync(request);
        SeenRequest[] seen = [.. server.Seen];
        Assert.Equal((2, then, "/next", body), (seen.Length, seen[1].Method, seen[1].Path, seen[1].Body));
        Assert.All(seen, static s => Assert.Equal($"Bearer {Secret}", s.Header("Authorization")));
    }

    [Fact]
    public async Task The_credential_goes_to_no_other_host_and_does_not_come_back()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(c => Redirect(c, 307, c.Request.Path.Value switch
        {
            "/" => $"http://{Other}:{c.Request.Host.Port}/away",
            "/away" => $"http://{One}:{c.Request.Host.Port}/back",
            _ => null,
        }));
        using EgressWorld world = Make(server.Port);
        using HttpClient client = await world.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{One}:{server.Port}/");
        request.Headers.Add("Cookie", "mine");
        using HttpResponseMessage response = await client.SendAsync(request);
        SeenRequest[] seen = [.. server.Seen];
        Assert.Equal([One, Other, One], seen.Select(static s => s.Host));
        Assert.Equal([$"Bearer {Secret}", null, null], seen.Select(static s => s.Header("Authorization")));
        Assert.Equal(["mine", null, null], seen.Select(static s => s.Header("Cookie")));
        Assert.False(response.RequestMessage!.Headers.Contains("Authorization"));
    }

    [Fact]
    public async Task It_ends_after_five()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(c => Redirect(c, 302, "/again"));
        using EgressWorld world = Make(server.Port);
        using HttpClient client = await world.ClientAsync();
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"http://{One}:{server.Port}/"));
        Assert.Equal((EgressRefusalReason.Redirect, 6), (refused.Reason, server.Seen.Count));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task The_whole_way_takes_no_longer_than_it_may_and_ends_when_the_caller_says(bool byCaller)
    {
        using var caller = new CancellationTokenSource();
        EgressWorld? world = null;
        await using LoopbackServer server = await LoopbackServer.StartAsync(async c =>
        {
            if (c.Request.Path == "/")
            {
                await Redirect(c, 302, "/slow");
                return;
            }

            await (byCaller ? caller.CancelAsync() : Task.Run(() => world!.World.Time.Advance(TimeSpan.FromSeconds(101))));
            await Task.Delay(TimeSpan.FromSeconds(60), c.RequestAborted);
        });
        using (world = Make(server.Port))
        {
            TenantContext context = world.Scope();
            using HttpMessageInvoker invoker = (await world.OpenAsync(context)).CreateInvoker(context);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{One}:{server.Port}/");
            var ended = await Assert.ThrowsAsync<TaskCanceledException>(() => invoker.SendAsync(request, caller.Token).WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.Equal((byCaller, !byCaller), (ended.CancellationToken == caller.Token, ended.InnerException is TimeoutException));
        }
    }

    [Fact]
    public async Task A_secret_that_is_revoked_on_the_way_ends_it()
    {
        EgressWorld? world = null;
        await using LoopbackServer server = await LoopbackServer.StartAsync(c =>
        {
            world!.Credentials.Revoke(TestWorld.Acme, "key");
            return Redirect(c, 302, "/next");
        });
        using (world = Make(server.Port))
        {
            using HttpClient client = await world.ClientAsync();
            var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync($"http://{One}:{server.Port}/"));
            Assert.Equal((EgressRefusalReason.Credential, 1), (refused.Reason, server.Seen.Count));
        }
    }

    private static EgressWorld Make(int port)
    {
        var world = new EgressWorld(EgressWorld.Local(port, static c =>
        {
            c.Secret = "key";
            c.SecretHosts.Add(One);
        }, One, Other, "private.example.com"));
        world.Resolver.Otherwise = [System.Net.IPAddress.Loopback];
        world.Credentials.Put(TestWorld.Acme, "key", Secret);
        return world;
    }

    private static Task Redirect(HttpContext context, int status, string? location)
    {
        if (location is not null)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    }
}
