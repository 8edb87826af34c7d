using System.Net.Http.Headers;
using System.Text;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.Input;

/// <summary>Input that is not exactly what a route takes: refused, recorded once, and nothing is stored.</summary>
public sealed class BadInputTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Sessions = "/api/v1/sessions";
    private const string Chat = "/api/v1/chat";
    private const int Mebibyte = 1024 * 1024;

    private RunningGateway Gateway => shared.Gateway;

    public static TheoryData<string, string> Bodies => new()
    {
        { Sessions, "" }, { Sessions, " " }, { Sessions, "null" }, { Sessions, "[]" }, { Sessions, "\"x\"" }, { Sessions, "1" }, { Sessions, "{" },
        { Sessions, "{} {}" }, { Sessions, "{}x" }, { Sessions, "{}//c" }, { Sessions, "{/**/}" }, { Sessions, """{"title":"a",}""" },
        { Sessions, """{"tenant_id":"acme"}""" }, { Sessions, """{"tenant_id":"globex"}""" }, { Sessions, """{"tenant":"acme"}""" }, { Sessions, """{"tenantId":"acme"}""" },
        { Sessions, """{"session_id":"s1"}""" }, { Sessions, """{"Title":"a"}""" }, { Sessions, """{"title":1}""" }, { Sessions, """{"title":"a","title":"a"}""" },
        { Sessions, """{"title":"a","t\u0069tle":"b"}""" }, { Sessions, """{"title":"\ud800"}""" }, { Sessions, """{"title":""}""" }, { Sessions, """{"title":"a\u0000b"}""" },
        { Sessions, """{"title":"a\nb"}""" }, { Sessions, $$"""{"title":"{{new string('a', 257)}}"}""" }, { Sessions, """{"agent_id":""}""" }, { Sessions, """{"agent_id":"Main"}""" },
        { Sessions, """{"agent_id":"a:b"}""" }, { Sessions, """{"agent_id":"../x"}""" }, { Sessions, $$"""{"agent_id":"{{new string('a', 129)}}"}""" }, { Sessions, """{"agent_id":{}}""" },
        { Sessions, """{"$type":"x"}""" }, { Sessions, """{"__proto__":{}}""" }, { Sessions, "\ufeff{}" },
        { Chat, "{}" }, { Chat, """{"message":null}""" }, { Chat, """{"message":""}""" }, { Chat, """{"message":1}""" }, { Chat, """{"message":["a"]}""" },
        { Chat, """{"message":"x","stream":"true"}""" }, { Chat, """{"message":"x","stream":1}""" }, { Chat, """{"message":"x","stream":null}""" }, { Chat, """{"message":"x","model":""}""" },
        { Chat, """{"message":"x","model":"a\nb"}""" }, { Chat, """{"message":"x","tenant_id":"acme"}""" }, { Chat, """{"message":"x","tenant_id":"globex"}""" },
        { Chat, """{"message":"x","message":"y"}""" }, { Chat, """{"message":"x","session_id":1}""" }, { Chat, """{"message":"x","scopes":["operator.admin"]}""" },
        { Chat, """{"message":"x","subject":"root"}""" }, { Chat, """{"Message":"x"}""" },
    };

    public static TheoryData<string> SessionIds =>
    [
        "", "A", "UPPER", "a/b", "a:b", "agent::b:x", "agent:tenant-b:main", "AGENT:Tenant-B:main", "cron:", "..", ".a", "-a", "a b", "a\\u0000", "a\\u202eb",
        "a\\u200b", "\\ufeffa", "\\u0430cme", "a\\n", "%2e", "*", "a%00", "'; drop table sessions; --", new string('a', 129), new string('a', 10_000),
    ];

    public static TheoryData<string> Queries =>
    [
        "limit=", "limit=0", "limit=201", "limit=-1", "limit=+1", "limit=1.0", "limit=%31%20", "limit=99999999999", "limit=1&limit=1", "limit=0x1", "Limit=1",
        "cursor=", "cursor=x", "cursor=AAAAAAAAAAAA", "cursor=AQAAAAAAAAAA", "cursor=Af__________", "cursor=AQAAAAAAAAAB%3D", "cursor=AgAAAAAAAAAB", "cursor=%21%21%21%21%21%21%21%21%21%21%21%21", "cursor=AQAAAAAAA%20AB", "cursor=AQAAAAAAAA%2BB", "cursor=a&cursor=b",
        "tenant=globex", "tenant_id=acme", "access_token=x", "x", "=", "offset=1",
    ];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_refused(string path, string json) => await Refused(400, "invalid_request", t => Gateway.SendAsync("POST", path, t, json));

    [Theory, MemberData(nameof(SessionIds))]
    public async Task A_bad_session_id_in_a_body_is_refused(string id) => await Refused(
        400, "invalid_id", t => Gateway.SendAsync("POST", Chat, t, $$"""{"message":"x","session_id":"{{id}}"}"""));

    [Theory, MemberData(nameof(Queries))]
    public async Task A_bad_query_is_refused(string query) => await Refused(400, "invalid_request", t => Gateway.SendAsync("GET", $"{Sessions}?{query}", t));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; profile=x")]
    [InlineData("application/problem+json")]
    [InlineData("application/json, application/json")]
    [InlineData("")]
    public async Task Another_content_type_is_refused(string type) => await Refused(400, "invalid_request", t => Gateway.SendAsync("POST", Sessions, t, Content(type, "{}"u8.ToArray())));

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    public async Task Json_by_its_type_is_taken(string type) =>
        Assert.Equal(201, (await Gateway.SendAsync("POST", Sessions, Gateway.Member("acme"), Content(type, "{}"u8.ToArray()))).Status);

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused() => await Refused(
        400, "invalid_request", t => Gateway.SendAsync("POST", Sessions, t, Content("application/json", [.. "{\"title\":\""u8, 0xff, .. "\"}"u8])));

    [Theory]
    [InlineData(Mebibyte + 1, false)]
    [InlineData(Mebibyte + 1, true)]
    [InlineData(4 * Mebibyte, true)]
    public async Task More_than_a_mebibyte_is_too_large(int bytes, bool chunked) => await Refused(
        413, "invalid_request", t => Gateway.SendAsync("POST", Chat, t, Message(bytes, chunked)));

    [Fact]
    public async Task A_mebibyte_is_not_too_large() =>
        Assert.Equal(200, (await Gateway.SendAsync("POST", Chat, Gateway.Member("acme"), Message(Mebibyte, chunked: false))).Status);

    [Theory]
    [InlineData("POST", "/stop", """{"tenant":"globex"}""")]
    [InlineData("POST", "/stop", "[]")]
    [InlineData("POST", "/stop", "x")]
    public async Task A_route_that_takes_no_body_refuses_one(string method, string suffix, string json)
    {
        Chatted own = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        await Refused(400, "invalid_request", t => Gateway.SendAsync(method, $"/v1/runs/{own.Run}{suffix}", t, json));
    }

    [Fact]
    public async Task Deleting_takes_no_body_that_names_a_tenant()
    {
        string token = Gateway.Member("acme");
        Chatted own = await Gateway.ChatAsync(token, "hello");
        await Refused(400, "invalid_request", t => Gateway.SendAsync("DELETE", $"{Sessions}/{own.Session}", t, """{"tenant_id":"acme"}"""));
        Assert.Equal(200, (await Gateway.SendAsync("GET", $"{Sessions}/{own.Session}", token)).Status);
    }

    [Fact]
    public async Task A_path_with_nul_reaches_nothing()
    {
        await Idle.AsyncOf(Gateway);
        Answer answer = await RawRequest.GetAsync(Gateway.Address, $"{Sessions}/a%00b", [$"Authorization: Bearer {Gateway.Member("acme")}"], default);
        Assert.Equal(400, answer.Status);
        Assert.Empty(Gateway.Calls.Take());
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/api/v1/sessions/a/b", 404, "not_found")]
    [InlineData("GET", "/api/v1/globex", 404, "not_found")]
    [InlineData("GET", "/ws", 400, "invalid_request")]
    [InlineData("PUT", "/api/v1/sessions", 405, "method_not_allowed")]
    [InlineData("HEAD", "/api/v1/sessions", 405, "-")]
    [InlineData("OPTIONS", "/api/v1/sessions", 405, "method_not_allowed")]
    [InlineData("POST", "/v1/runs/absent", 405, "method_not_allowed")]
    public async Task What_is_not_offered_is_said_alike_to_all_and_recorded(string method, string path, int status, string code)
    {
        TrailWatch watch = await Gateway.WatchAsync();
        Answer answer = await Gateway.SendAsync(method, path, Gateway.Token("acme"));
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Single(await watch.NewInAsync("acme"));
        Answer stranger = await Gateway.SendAsync(method, path, token: null);
        Assert.Equal(401, stranger.Status);
        Assert.Equal(["claim_missing"], await watch.NewInAsync("platform"));
    }

    private async Task Refused(int status, string reason, Func<string, Task<Answer>> play)
    {
        string token = Gateway.Member("acme");
        await Idle.AsyncOf(Gateway);
        TrailWatch watch = await Gateway.WatchAsync();
        Answer answer = await play(token);
        Assert.Equal((status, "invalid_request"), (answer.Status, answer.Code));
        Assert.Equal([reason], await watch.NewInAsync("acme"));
        Assert.Empty(await watch.NewInAsync("platform"));
        Assert.DoesNotContain(Gateway.Calls.Take(), static c => c is not "FindOwnerAsync" and not "ReadEventsAsync");
    }

    private static ByteArrayContent Content(string type, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static HttpContent Message(int bytes, bool chunked)
    {
        const string Before = "{\"message\":\"", After = "\"}";
        byte[] json = Encoding.ASCII.GetBytes($"{Before}{new string('a', bytes - Before.Length - After.Length)}{After}");
        HttpContent content = chunked ? new StreamContent(new OneWayStream(json)) : new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    // Its length is not known, so it goes out in chunks.
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
