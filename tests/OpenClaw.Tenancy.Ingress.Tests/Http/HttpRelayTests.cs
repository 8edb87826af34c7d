using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Http;

/// <summary>What of HTTP is relayed, as what, and what is not.</summary>
public sealed class HttpRelayTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task A_request_is_made_anew_for_the_cell()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using HttpResponseMessage response = await SendAsync(
            cells,
            HttpMethod.Post,
            Chat + "?user=admin",
            """{"model":"openclaw","messages":[{"role":"user","content":"hello"}]}""",
            "operator.admin",
            ("Cookie", "a=b"), ("x-openclaw-scopes", "operator.admin"), ("x-openclaw-model", "p/m"), ("x-openclaw-message-channel", "c"), ("x-openclaw-session-key", "agent:main:thread-1"), ("x-openclaw-agent-id", "main"),
            ("Forwarded", "for=1.2.3.4"), ("X-Forwarded-For", "1.2.3.4"), ("X-Real-IP", "1.2.3.4"), ("X-Forwarded-User", "root"), ("Origin", "https://evil.example"), ("User-Agent", "agent-of-the-client"),
            ("Proxy-Authorization", "x"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Accept-Language", "de"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        (string path, Dictionary<string, string> headers, string body) = Assert.Single(cells.A.Posts);
        Assert.Equal(Chat, path);
        Assert.Contains("hello", body, StringComparison.Ordinal);
        Assert.Equal($"Bearer {cells.A.Token}", headers["Authorization"]);
        Assert.Equal("agent:main:thread-1", headers["x-openclaw-session-key"]);
        Assert.Equal(
            ["accept", "authorization", "content-length", "content-type", "host", "x-openclaw-agent-id", "x-openclaw-session-key"],
            headers.Keys.Select(static k => k.ToLowerInvariant()).Order());
        Assert.Empty(cells.B.Posts);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_claim_says_who_asks_and_for_what()
    {
        await using TwoCells cells = await ProxiedAsync();
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.write,operator.read", ("x-openclaw-scopes", "operator.admin"), ("X-Forwarded-User", "root"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Dictionary<string, string> headers = Assert.Single(cells.A.Posts).Headers;
        Assert.Equal("acme/plain/alice", headers["x-forwarded-user"]);
        Assert.Equal("operator.read,operator.write", headers["x-openclaw-scopes"]);
        Assert.Equal("192.0.2.1", headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.Equal("127.0.0.1", headers["X-Forwarded-Host"]);
        Assert.Equal("proof", headers["x-proof"]);
        Assert.False(headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_socket_behind_a_trusted_proxy_has_the_same_headers_and_no_credential()
    {
        await using TwoCells cells = await ProxiedAsync();
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme", "operator.read", "a/b c"));

        Dictionary<string, string> headers = Assert.Single(cells.A.Upgrades);
        Assert.Equal(("acme/plain/a%2Fb%20c", "operator.read", "proof"), (headers["x-forwarded-user"], headers["x-openclaw-scopes"], headers["x-proof"]));
        Assert.False(Assert.Single(cells.A.Connects).TryGetProperty("auth", out _));
    }

    [Theory]
    [InlineData("operator.write,operator.read", 403)]
    [InlineData("operator.admin", 200)]
    public async Task By_its_token_a_gateway_takes_all_for_its_owner_so_only_an_admin_asks(string scopes, int status)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, "/tools/invoke", """{"tool":"sessions_list"}""", scopes);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, cells.A.Posts.Count);
        Assert.Equal(status == 200 ? [] : ["scope_missing"], cells.Host.Refusals("acme"));
    }

    [Theory]
    [InlineData("operator.read", """{"messages":[]}""", "scope_missing")]
    [InlineData("operator.write", """{"messages":[{"role":"user","content":"/config set a b"}]}""", "scope_missing")]
    [InlineData("operator.write", """{"messages":[{"role":"user","content":[{"type":"text","text":"/approve x allow-once"}]}]}""", "scope_missing")]
    [InlineData("operator.write", """{"input":"/restart"}""", "scope_missing")]
    [InlineData("operator.write", "no json", "invalid_request")]
    [InlineData("operator.write", "{} {}", "invalid_request")]
    [InlineData("operator.write", "[]", "invalid_request")]
    public async Task A_bad_body_goes_nowhere(string scopes, string body, string code)
    {
        await using TwoCells cells = await ProxiedAsync();
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, body, scopes);

        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([code], cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Posts);
    }

    [Theory]
    [InlineData("x-openclaw-session-key", "agent::main:x")]
    [InlineData("x-openclaw-session-key", "AGENT:Main:x")]
    [InlineData("x-openclaw-session-key", "agent:main:")]
    [InlineData("x-openclaw-session-key", ":")]
    [InlineData("x-openclaw-session-key", "agent:main:x y")]
    [InlineData("x-openclaw-session-key", "agent:main:a/../b")]
    [InlineData("x-openclaw-agent-id", "Main")]
    [InlineData("x-openclaw-agent-id", "-main")]
    [InlineData("x-openclaw-agent-id", "a.b")]
    [InlineData("x-openclaw-agent-id", "a,b")]
    public async Task A_choice_that_could_be_read_in_two_ways_is_refused(string header, string value)
    {
        await using TwoCells cells = await ProxiedAsync();
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.write", (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["invalid_request"], cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Posts);
    }

    [Theory]
    [InlineData("POST", "/v1/embeddings")]
    [InlineData("GET", "/v1/models/openclaw")]
    [InlineData("GET", "/healthz")]
    [InlineData("GET", "/v1/chat/completions")]
    [InlineData("POST", "/v1/..%2ftools/invoke")]
    [InlineData("POST", "/hooks/agent")]
    [InlineData("GET", "/__openclaw__/canvas")]
    public async Task Nothing_else_is_relayed(string method, string path)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using HttpResponseMessage response = await SendAsync(cells, new HttpMethod(method), path, method == "POST" ? "{}" : null, "operator.admin");

        Assert.InRange((int)response.StatusCode, 400, 405);
        Assert.Empty(cells.A.Posts);
    }

    [Fact]
    public async Task A_stream_is_not_held_back()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        var go = new TaskCompletionSource();
        cells.A.OnHttp = async context =>
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Headers["x-openclaw-internal"] = "path";
            await context.Response.WriteAsync("data: one\n\n");
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync("data: [DONE]\n\n");
        };
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, """{"stream":true}""", "operator.admin");
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[100];
        int read = await body.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("data: one\n\n", Encoding.UTF8.GetString(buffer, 0, read));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        Assert.DoesNotContain(response.Headers, static h => h.Key is "Set-Cookie" || h.Key.StartsWith("x-openclaw", StringComparison.OrdinalIgnoreCase));
        go.SetResult();
        using var rest = new StreamReader(body);
        Assert.Equal("data: [DONE]\n\n", await rest.ReadToEndAsync());
    }

    [Fact]
    public async Task A_stream_ends_with_its_claim()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        var gone = new TaskCompletionSource();
        cells.A.OnHttp = async context =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            await context.Response.WriteAsync("data: one\n\n");
            await context.Response.Body.FlushAsync();
            await gone.Task;
        };
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.admin");
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[100];
        Assert.NotEqual(0, await body.ReadAsync(buffer));
        cells.Host.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Suspended);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            int read = await body.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.NotEqual(0, read);
        });
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 1)]
    [InlineData(50, 1)]
    public async Task The_credential_breaks_an_answer_off(int before, int piece)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnHttp = async context =>
        {
            string text = new string('x', before) + cells.A.Token + "the rest";
            for (int i = 0; i < text.Length; i += piece)
            {
                await context.Response.WriteAsync(text.Substring(i, Math.Min(piece, text.Length - i)));
                await context.Response.Body.FlushAsync();
            }
        };
        string read = string.Empty;
        try
        {
            using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.admin");
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            char[] one = new char[1];
            while (await reader.ReadAsync(one) != 0)
            {
                read += one[0];
            }

            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // It was broken off.
        }

        Assert.DoesNotContain(cells.A.Token, read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_read_again()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        await cells.Host.RotateAsync("acme", "the-next-token-of-the-gateway");
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, """{"messages":[]}""", "operator.admin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["""{"messages":[]}""", """{"messages":[]}"""], cells.A.Posts.Select(static p => p.Body));
        cells.A.Token = "nobody-knows-this-token";
        using HttpResponseMessage refused = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.admin");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.DoesNotContain("unauthorized", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(4, cells.A.Posts.Count);
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("acme"));
    }

    [Theory]
    [InlineData(500, 503)]
    [InlineData(302, 503)]
    [InlineData(400, 400)]
    [InlineData(404, 404)]
    [InlineData(429, 429)]
    public async Task What_a_gateway_says_of_its_own_trouble_stays_there(int said, int told)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnHttp = context =>
        {
            context.Response.StatusCode = said;
            context.Response.Headers.Location = cells.B.Address + "/v1/models";
            return context.Response.WriteAsync("at handler.js");
        };
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, "{}", "operator.admin");

        Assert.Equal(told, (int)response.StatusCode);
        Assert.Equal(told != 503, (await response.Content.ReadAsStringAsync()).Contains("handler.js", StringComparison.Ordinal));
        Assert.Null(response.Headers.Location);
        Assert.Empty(cells.B.Posts);
    }

    [Fact]
    public async Task A_body_has_a_bound()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.MaxBodyBytes = 1_000);
        using HttpResponseMessage response = await SendAsync(cells, HttpMethod.Post, Chat, $$"""{"messages":"{{new string('a', 1_000)}}"}""", "operator.admin");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(cells.A.Posts);
    }

    private static Task<TwoCells> ProxiedAsync() => TwoCells.StartProxiedAsync();

    private static async Task<HttpResponseMessage> SendAsync(TwoCells cells, HttpMethod method, string path, string? body, string scopes, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {PlainDoor.Credential("acme", scopes)}");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await cells.Host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
